SELECT $__timeInterval(minute) AS time, toString(host) AS host, sum(frames) / $__interval_s AS frames
FROM verdict_minutes
WHERE $__timeFilter(minute)
GROUP BY time, host
ORDER BY time, host
