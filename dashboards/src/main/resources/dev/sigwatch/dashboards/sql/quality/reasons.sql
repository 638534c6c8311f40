SELECT toString(arrayJoin(findings)) AS finding, count() AS frames
FROM verdicts
WHERE verdict IN ('VIOLATION', 'UNPROVEN', 'MALFORMED') AND NOT startsWith(finding, 'OK_') AND $__timeFilter(received_at)
GROUP BY finding
ORDER BY frames DESC
LIMIT 20
