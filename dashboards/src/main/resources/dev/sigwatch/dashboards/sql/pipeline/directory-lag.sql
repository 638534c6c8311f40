SELECT $__timeInterval(observed_at) AS time, quantile(0.5)(dateDiff('second', accepted_at, first_seen_at)) AS median
FROM identity_operation_rows
WHERE accepted_at >= first_seen_at - INTERVAL 1 DAY AND $__timeFilter(observed_at)
GROUP BY time
ORDER BY time
