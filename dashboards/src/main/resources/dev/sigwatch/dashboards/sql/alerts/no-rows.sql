SELECT toFloat64(if(judged = 0, forwarded, 0)) AS frames
FROM (SELECT sum(forwarded) AS forwarded FROM stream_status_deltas WHERE $__timeFilter(minute)) AS kept
CROSS JOIN (SELECT count() AS judged FROM verdict_rows WHERE $__timeFilter(received_at)) AS written
