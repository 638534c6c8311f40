SELECT $__timeInterval(minute) AS time, sum(wait_seconds) / sum(frames) AS mean, toFloat64(max(longest_wait)) AS longest
FROM verdict_minutes
WHERE $__timeFilter(minute)
GROUP BY time
HAVING sum(frames) > 0
ORDER BY time
