SELECT
    $__timeInterval(minute) AS time,
    sum(incomplete) / sum(frames) AS `proof incomplete`,
    sum(unanchored) / sum(frames) AS `no anchor or gap`,
    sum(refreshed) / sum(frames) AS `identity refreshed`
FROM verdict_minutes
WHERE kind = 'commit' AND $__timeFilter(minute)
GROUP BY time
HAVING sum(frames) > 0
ORDER BY time
