SELECT
    host,
    sum(frames) AS messages,
    sumIf(frames, verdict = 'VIOLATION') AS violations,
    sumIf(frames, verdict = 'UNPROVEN') AS unproven,
    sumIf(frames, verdict = 'MALFORMED') AS malformed,
    (violations + unproven + malformed) / messages AS not_verified
FROM verdict_counts
WHERE verdict != 'NOTICE' AND $__timeFilter(minute)
GROUP BY host
HAVING messages > 0
ORDER BY not_verified DESC
