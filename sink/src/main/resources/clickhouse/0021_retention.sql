-- How long rows are kept; docs/retention.md says why. By whole months of arrival, so that what is compared or belongs together goes
-- together: a month of verdicts with the counts they are reconciled with, a record never before the bytes that prove it.
ALTER TABLE stream_status_deltas MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE stream_status_deltas MODIFY TTL toDateTime(toStartOfMonth(minute), 'UTC') + INTERVAL 25 MONTH;
ALTER TABLE exports MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE exports MODIFY TTL toDateTime(toStartOfMonth(fetched_at), 'UTC') + INTERVAL 25 MONTH;
ALTER TABLE verdict_minutes MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE verdict_minutes MODIFY TTL toDateTime(toStartOfMonth(minute), 'UTC') + INTERVAL 25 MONTH;
ALTER TABLE account_days MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE account_days MODIFY TTL toDateTime(toStartOfMonth(day), 'UTC') + INTERVAL 25 MONTH;

-- A verdict that replaced another stays as long as records do, which have their verdict from it.
ALTER TABLE verdict_rows MODIFY TTL
    toDateTime(toStartOfMonth(received_at), 'UTC') + INTERVAL 25 MONTH DELETE WHERE revision = 0,
    toDateTime(toStartOfMonth(received_at), 'UTC') + INTERVAL 62 MONTH DELETE WHERE revision > 0;

ALTER TABLE record_rows MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE record_rows MODIFY TTL toDateTime(toStartOfMonth(received_at), 'UTC') + INTERVAL 61 MONTH;
ALTER TABLE evidence MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE evidence MODIFY TTL toDateTime(toStartOfMonth(received_at), 'UTC') + INTERVAL 62 MONTH;
ALTER TABLE alert_updates MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE alert_updates MODIFY TTL toDateTime(toStartOfMonth(raised_at), 'UTC') + INTERVAL 121 MONTH;

-- As before, of the months that are kept: rows of others may still be there, of one table and not of the other.
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
    WHERE s.minute >= toStartOfMonth(now('UTC')) - INTERVAL 24 MONTH
    GROUP BY s.host
    UNION ALL
    SELECT v.host AS host, toUInt64(0), toUInt64(0), toUInt64(0), count() AS verdict_rows
    FROM verdict_rows AS v
    WHERE v.revision = 0 AND v.received_at >= toStartOfMonth(now('UTC')) - INTERVAL 24 MONTH
    GROUP BY v.host
) AS counted
GROUP BY host;
