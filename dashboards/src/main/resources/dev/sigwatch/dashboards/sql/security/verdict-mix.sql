SELECT $__timeInterval(minute) AS time, toString(verdict) AS verdict, sum(frames) AS frames
FROM verdict_counts
WHERE verdict != 'NOTICE' AND $__timeFilter(minute)
GROUP BY time, verdict
ORDER BY time, verdict
