SELECT dateDiff('second', max(last_received), now64(6)) AS age
FROM verdict_minutes
WHERE minute >= now() - INTERVAL 7 DAY
HAVING count() > 0
