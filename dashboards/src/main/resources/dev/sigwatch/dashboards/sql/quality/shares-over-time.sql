SELECT
    $__timeInterval(minute) AS time,
    sumIf(frames, verdict = 'UNPROVEN') / sum(frames) AS unproven,
    sumIf(frames, verdict = 'VIOLATION') / sum(frames) AS violation,
    sumIf(frames, verdict = 'MALFORMED') / sum(frames) AS malformed
FROM verdict_counts
WHERE verdict != 'NOTICE' AND $__timeFilter(minute)
GROUP BY time
HAVING sum(frames) > 0
ORDER BY time
