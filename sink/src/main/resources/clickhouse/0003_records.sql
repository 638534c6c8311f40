-- One row per operation on an io.atcr record.
CREATE TABLE IF NOT EXISTS records
(
    did String CODEC(ZSTD),
    collection LowCardinality(String),
    rkey String CODEC(ZSTD),
    action Enum8('create' = 1, 'update' = 2, 'delete' = 3),
    record_cid String COMMENT 'Empty for a delete' CODEC(ZSTD),
    prev_cid String COMMENT 'CID the operation claims to replace' CODEC(ZSTD),
    rev String CODEC(ZSTD),
    commit_cid String CODEC(ZSTD),
    repository String COMMENT 'Image repository the record names' CODEC(ZSTD),
    digest String COMMENT 'Image digest the record names' CODEC(ZSTD),
    blob_digest String COMMENT 'Digest of the manifest blob it points to' CODEC(ZSTD),
    media_type LowCardinality(String),
    tag String CODEC(ZSTD),
    manifest_uri String CODEC(ZSTD),
    hold_did String CODEC(ZSTD),
    created_at Nullable(DateTime64(6, 'UTC')) COMMENT 'The time the record claims' CODEC(ZSTD),
    received_at DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    verdict Enum8('VERIFIED' = 1, 'VIOLATION' = 2, 'UNPROVEN' = 3, 'MALFORMED' = 4, 'NOTICE' = 5) COMMENT 'Verdict of its commit',
    findings Array(LowCardinality(String)) COMMENT 'Finding codes of this record',
    record String COMMENT 'The record as JSON, empty for a delete' CODEC(ZSTD(3)),
    frame_partition Int32 COMMENT 'Kafka partition of the frame, as in verdicts' CODEC(ZSTD),
    frame_offset Int64 COMMENT 'Kafka offset of the frame, as in verdicts' CODEC(Delta, ZSTD),
    op_index UInt32 COMMENT 'Place of the operation in its commit, from 0; with the two above the identity of the row' CODEC(ZSTD),
    INDEX digest_index digest TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX received_index received_at TYPE minmax GRANULARITY 1,
    INDEX findings_index findings TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (did, collection, rkey, received_at, op_index)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
