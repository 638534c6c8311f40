SELECT sum(forwarded) - sum(judged) AS frames
FROM
(
    SELECT toInt64(forwarded) AS forwarded, toInt64(0) AS judged
    FROM stream_status_deltas
    WHERE minute >= toStartOfMinute($__fromTime) AND minute < toStartOfMinute(least($__toTime, now() - INTERVAL 15 MINUTE))
    UNION ALL
    SELECT 0, toInt64(frames) - toInt64(revised)
    FROM verdict_minutes
    WHERE minute >= toStartOfMinute($__fromTime) AND minute < toStartOfMinute(least($__toTime, now() - INTERVAL 15 MINUTE))
)
