SELECT raised_at AS time, concat(severity, ' ', rule, ' ', title) AS text, severity AS tags
FROM alerts
WHERE severity IN ('P1', 'P2') AND status != 'explained' AND $__timeFilter(raised_at)
ORDER BY raised_at
LIMIT 200
