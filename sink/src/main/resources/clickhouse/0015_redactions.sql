-- What was removed, and why: one row per request. What is removed are the contents of records; hashes, signatures and verdicts stay.
CREATE TABLE IF NOT EXISTS redactions
(
    did String COMMENT 'Whose records' CODEC(ZSTD),
    uri String COMMENT 'at-uri of the record, empty for all of the account''s' CODEC(ZSTD),
    reason String COMMENT 'Why, as whoever asked for it put it' CODEC(ZSTD),
    by String COMMENT 'Who asked for it' CODEC(ZSTD),
    redacted_at DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    record_rows UInt64 COMMENT 'Rows of record_rows that lost their contents' CODEC(ZSTD),
    evidence_rows UInt64 COMMENT 'Rows of evidence that lost their bytes' CODEC(ZSTD)
)
ENGINE = MergeTree
PARTITION BY toYear(redacted_at)
ORDER BY (did, redacted_at)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
