-- Bytes that allow a check to be redone offline.
CREATE TABLE IF NOT EXISTS evidence
(
    evidence_id String CODEC(ZSTD),
    did String CODEC(ZSTD),
    kind LowCardinality(String),
    host LowCardinality(String),
    seq Int64 COMMENT '-1 where the bytes belong to no frame' CODEC(ZSTD),
    received_at DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    body String COMMENT 'Verbatim, any bytes' CODEC(ZSTD),
    INDEX evidence_id_index evidence_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (did, received_at, evidence_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
