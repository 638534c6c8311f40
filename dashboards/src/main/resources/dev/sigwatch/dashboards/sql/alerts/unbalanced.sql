SELECT host, toFloat64(abs(sum(received) - sum(filtered) - sum(forwarded)) + abs(sum(forwarded) - sum(judged))) AS frames
FROM
(
    SELECT host, toInt64(received) AS received, toInt64(arraySum(mapValues(filtered))) AS filtered, toInt64(forwarded) AS forwarded,
        toInt64(0) AS judged
    FROM stream_status_deltas
    WHERE minute >= toStartOfMinute($__fromTime) AND minute < toStartOfMinute($__toTime)
    UNION ALL
    SELECT host, 0, 0, 0, toInt64(count())
    FROM verdict_rows
    WHERE revision = 0 AND received_at >= toStartOfMinute($__fromTime) AND received_at < toStartOfMinute($__toTime)
    GROUP BY host
)
GROUP BY host
