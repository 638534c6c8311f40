-- What ingest counted, as it said it: deltas. Read stream_status instead.
CREATE TABLE IF NOT EXISTS stream_status_deltas
(
    host LowCardinality(String),
    minute DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    received UInt64 CODEC(ZSTD),
    forwarded UInt64 CODEC(ZSTD),
    filtered Map(LowCardinality(String), UInt64) COMMENT 'Frames left out, by reason' CODEC(ZSTD),
    reconnects UInt64 CODEC(ZSTD),
    seq_gaps UInt64 CODEC(ZSTD),
    last_seq Int64 COMMENT '-1 for none' CODEC(ZSTD),
    lag_micros Int64 COMMENT 'Our clock minus the newest frame''s own time; 0 where unknown' CODEC(ZSTD),
    recorded_at DateTime64(6, 'UTC') COMMENT 'When ingest wrote the delta' CODEC(Delta, ZSTD)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (host, minute, recorded_at)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- One row per host and minute.
CREATE OR REPLACE VIEW stream_status AS
SELECT
    d.host AS host,
    d.minute AS minute,
    sum(d.received) AS received,
    sum(d.forwarded) AS forwarded,
    sumMap(d.filtered) AS filtered,
    sum(d.reconnects) AS reconnects,
    sum(d.seq_gaps) AS seq_gaps,
    max(d.last_seq) AS last_seq,
    argMaxIf(d.lag_micros, d.recorded_at, d.lag_micros != 0) AS lag_micros
FROM stream_status_deltas AS d
GROUP BY d.host, d.minute;
