SELECT
    host,
    sum(received) AS received,
    sum(filtered) AS filtered,
    sum(forwarded) AS forwarded,
    sum(judged) AS judged,
    received - filtered - forwarded AS unaccounted,
    forwarded - judged AS missing
FROM
(
    SELECT host, toInt64(received) AS received, toInt64(arraySum(mapValues(filtered))) AS filtered, toInt64(forwarded) AS forwarded,
        toInt64(0) AS judged
    FROM stream_status_deltas
    WHERE minute >= toStartOfMinute($__fromTime) AND minute < toStartOfMinute(least($__toTime, now() - INTERVAL 15 MINUTE))
    UNION ALL
    SELECT host, 0, 0, 0, toInt64(frames) - toInt64(revised)
    FROM verdict_minutes
    WHERE minute >= toStartOfMinute($__fromTime) AND minute < toStartOfMinute(least($__toTime, now() - INTERVAL 15 MINUTE))
)
GROUP BY host
ORDER BY host
