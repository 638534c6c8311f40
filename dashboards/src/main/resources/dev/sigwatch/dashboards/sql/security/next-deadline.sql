SELECT dateDiff('second', now64(6), min(deadline_at)) AS time_left
FROM alerts
WHERE status = 'open' AND deadline_at > now64(6)
