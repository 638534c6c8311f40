-- A verdict that does not hold any more is not changed: a row of the next revision takes its place.
ALTER TABLE verdict_rows ADD COLUMN IF NOT EXISTS revision UInt32 DEFAULT 0
    COMMENT '0 for the first verdict about the frame; a higher one replaces a lower one' CODEC(ZSTD);
ALTER TABLE verdict_rows ADD COLUMN IF NOT EXISTS revision_reason String DEFAULT ''
    COMMENT 'What became known that changed the verdict, empty for the first one' CODEC(ZSTD);
ALTER TABLE verdict_rows ADD INDEX IF NOT EXISTS revision_index revision TYPE minmax GRANULARITY 1;

-- One row per frame: the newest verdict. Revisions are rare, so the set of what they replaced is small, and every other condition
-- of a query still reaches the rows themselves.
CREATE OR REPLACE VIEW verdicts AS
SELECT *
FROM verdict_rows
WHERE (frame_partition, frame_offset, revision) NOT IN (
    SELECT frame_partition, frame_offset, toUInt32(revision - 1) FROM verdict_rows WHERE revision > 0
);

-- The verdicts that were replaced: when, and why.
CREATE OR REPLACE VIEW verdict_revisions AS
SELECT
    old.*,
    next.superseded_at AS superseded_at,
    next.reason AS reason
FROM verdict_rows AS old
INNER JOIN
(
    SELECT
        frame_partition,
        frame_offset,
        toUInt32(revision - 1) AS replaced,
        judged_at AS superseded_at,
        revision_reason AS reason
    FROM verdict_rows
    WHERE revision > 0
) AS next ON next.frame_partition = old.frame_partition AND next.frame_offset = old.frame_offset AND next.replaced = old.revision
WHERE (old.frame_partition, old.frame_offset) IN (
    SELECT frame_partition, frame_offset FROM verdict_rows WHERE revision > 0
);

-- A record's verdict is the newest one of its commit.
CREATE OR REPLACE VIEW records AS
SELECT *
FROM record_rows
WHERE origin != 'frame' OR (frame_partition, frame_offset) NOT IN (
    SELECT frame_partition, frame_offset FROM verdict_rows WHERE revision > 0
)
UNION ALL
SELECT rows.* REPLACE (newest.verdict AS verdict)
FROM record_rows AS rows
INNER JOIN
(
    SELECT frame_partition, frame_offset, argMax(verdict, revision) AS verdict
    FROM verdict_rows
    WHERE revision > 0
    GROUP BY frame_partition, frame_offset
) AS newest ON newest.frame_partition = rows.frame_partition AND newest.frame_offset = rows.frame_offset
WHERE rows.origin = 'frame' AND (rows.frame_partition, rows.frame_offset) IN (
    SELECT frame_partition, frame_offset FROM verdict_rows WHERE revision > 0
);

-- As before, of each frame's first verdict: a frame has exactly one.
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
    FROM verdict_rows AS v
    WHERE v.revision = 0
    GROUP BY v.host
) AS counted
GROUP BY host;
