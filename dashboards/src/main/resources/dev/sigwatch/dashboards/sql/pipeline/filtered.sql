SELECT $__timeInterval(minute) AS time, reason, sum(frames) AS frames
FROM (SELECT minute, arrayJoin(CAST(filtered, 'Array(Tuple(String, UInt64))')) AS left_out, left_out.1 AS reason, left_out.2 AS frames
    FROM stream_status_deltas WHERE $__timeFilter(minute))
GROUP BY time, reason
ORDER BY time, reason
