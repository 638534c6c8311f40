SELECT $__timeInterval(minute) AS time, sum(reconnects) AS reconnects, sum(seq_gaps) AS `sequence gaps`
FROM stream_status_deltas
WHERE $__timeFilter(minute)
GROUP BY time
ORDER BY time
