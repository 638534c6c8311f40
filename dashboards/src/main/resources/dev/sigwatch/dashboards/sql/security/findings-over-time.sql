SELECT $__timeInterval(received_at) AS time, toString(arrayJoin(findings)) AS finding, count() AS frames
FROM verdicts
WHERE verdict IN ('VIOLATION', 'UNPROVEN', 'MALFORMED') AND NOT startsWith(finding, 'OK_') AND $__timeFilter(received_at)
GROUP BY time, finding
ORDER BY time, finding
