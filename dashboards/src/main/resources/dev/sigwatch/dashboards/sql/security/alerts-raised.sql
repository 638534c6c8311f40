SELECT $__timeInterval(raised_at) AS time, toString(severity) AS severity, count() AS incidents
FROM alerts
WHERE $__timeFilter(raised_at)
GROUP BY time, severity
ORDER BY time, severity
