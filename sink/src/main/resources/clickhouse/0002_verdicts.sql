-- One row per frame in firehose.frames. Every insert carries a token, and a token seen in the last 10,000 blocks is not inserted
-- again: that is what makes a retried insert harmless. Inserts are few (one per checkpoint and task), so each is synced to disk.
CREATE TABLE IF NOT EXISTS verdicts
(
    host LowCardinality(String) COMMENT 'The stream the frame came from, as host[:port]',
    seq Int64 COMMENT 'Sequence number the frame claims, -1 where none can be read' CODEC(Delta, ZSTD),
    received_at DateTime64(6, 'UTC') COMMENT 'Our clock when the frame arrived' CODEC(Delta, ZSTD),
    judged_at DateTime64(6, 'UTC') COMMENT 'Our clock when the verdict was made' CODEC(Delta, ZSTD),
    kind Enum8('commit' = 1, 'sync' = 2, 'identity' = 3, 'account' = 4, 'info' = 5, 'unknown' = 6),
    did String COMMENT 'Empty where unreadable' CODEC(ZSTD),
    rev String COMMENT 'Revision of the commit, empty for notices' CODEC(ZSTD),
    rev_at Nullable(DateTime64(6, 'UTC')) COMMENT 'The time the revision claims' CODEC(ZSTD),
    commit_cid String CODEC(ZSTD),
    data_cid String COMMENT 'Root of the repository tree after the commit' CODEC(ZSTD),
    prev_data_cid String COMMENT 'Root the envelope claims for the commit before' CODEC(ZSTD),
    since String COMMENT 'Revision the envelope claims for the commit before' CODEC(ZSTD),
    ops UInt32 COMMENT 'Operations in the commit',
    in_scope Bool COMMENT 'The DID had written an io.atcr record when the frame arrived',
    verdict Enum8('VERIFIED' = 1, 'VIOLATION' = 2, 'UNPROVEN' = 3, 'MALFORMED' = 4, 'NOTICE' = 5),
    signature Enum8('pass' = 1, 'fail' = 2, 'unproven' = 3, 'none' = 4) COMMENT 'The commit is signed by the key of its time',
    tree Enum8('pass' = 1, 'fail' = 2, 'unproven' = 3, 'none' = 4) COMMENT 'The operations lead from the old tree to the new one',
    chain Enum8('pass' = 1, 'fail' = 2, 'unproven' = 3, 'none' = 4) COMMENT 'The commit follows the one seen before',
    findings Array(LowCardinality(String)) COMMENT 'Finding codes',
    key String COMMENT 'did:key the signature was judged against' CODEC(ZSTD),
    key_source String COMMENT 'CID of the PLC operation, or hash of the document, that named the key' CODEC(ZSTD),
    detail String COMMENT 'Why, for people' CODEC(ZSTD),
    frame_bytes UInt32 COMMENT 'Size of the frame in bytes' CODEC(ZSTD),
    frame_partition Int32 COMMENT 'Kafka partition of the frame; with frame_offset the identity of the row' CODEC(ZSTD),
    frame_offset Int64 COMMENT 'Kafka offset of the frame' CODEC(Delta, ZSTD),
    INDEX did_index did TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX findings_index findings TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX verdict_index verdict TYPE set(8) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (received_at, host, seq)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
