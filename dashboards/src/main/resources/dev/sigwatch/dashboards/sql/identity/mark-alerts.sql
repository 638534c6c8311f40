SELECT raised_at AS time, concat(severity, ' ', rule, ' ', title) AS text, severity AS tags
FROM alerts
WHERE did = ${did:singlequote} AND $__timeFilter(raised_at)
ORDER BY raised_at
LIMIT 200
