-- One row per PLC operation or did:web snapshot seen, as the directory claims it.
CREATE TABLE IF NOT EXISTS identity_operations
(
    did String CODEC(ZSTD),
    op_cid String COMMENT 'CID of the PLC operation, or hash of the document' CODEC(ZSTD),
    prev_cid String COMMENT 'Empty for a genesis operation and for documents' CODEC(ZSTD),
    type LowCardinality(String),
    accepted_at Nullable(DateTime64(6, 'UTC')) COMMENT 'When the directory says it accepted the operation' CODEC(ZSTD),
    first_seen_at DateTime64(6, 'UTC') COMMENT 'When we first saw it' CODEC(Delta, ZSTD),
    nullified Bool COMMENT 'The directory says that a recovery undid it',
    signing_key String COMMENT 'did:key of the atproto key, empty if none' CODEC(ZSTD),
    rotation_keys Array(String) COMMENT 'did:keys, strongest first' CODEC(ZSTD),
    pds String CODEC(ZSTD),
    handles Array(String) CODEC(ZSTD),
    body String COMMENT 'Verbatim, any bytes' CODEC(ZSTD(3)),
    source String COMMENT 'The URL asked' CODEC(ZSTD),
    kind LowCardinality(String) COMMENT 'What the answer was: plc-audit-log, plc-op, did-document, not-found, unavailable',
    observed_at DateTime64(6, 'UTC') COMMENT 'When the answer had arrived' CODEC(Delta, ZSTD)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(observed_at)
ORDER BY (did, observed_at, op_cid)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
