-- Nothing vanishes: every frame received is filtered or forwarded, and every frame forwarded has a verdict.
-- missing counts frames on their way, too: it returns to 0 when the stream pauses.
CREATE OR REPLACE VIEW reconciliation AS
SELECT
    host,
    sum(counted.received) AS received,
    sum(counted.forwarded) AS forwarded,
    sum(counted.filtered) AS filtered,
    sum(counted.verdict_rows) AS verdict_rows,
    toInt64(received) - toInt64(forwarded) - toInt64(filtered) AS unaccounted,
    toInt64(forwarded) - toInt64(verdict_rows) AS missing,
    (unaccounted = 0 AND missing = 0)::Bool AS balanced
FROM
(
    SELECT
        s.host AS host,
        sum(s.received) AS received,
        sum(s.forwarded) AS forwarded,
        sum(arraySum(mapValues(s.filtered))) AS filtered,
        toUInt64(0) AS verdict_rows
    FROM stream_status_deltas AS s
    GROUP BY s.host
    UNION ALL
    SELECT v.host AS host, toUInt64(0), toUInt64(0), toUInt64(0), count() AS verdict_rows
    FROM verdicts AS v
    GROUP BY v.host
) AS counted
GROUP BY host;
