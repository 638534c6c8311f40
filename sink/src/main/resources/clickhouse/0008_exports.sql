-- One row per export taken of a repository, or per attempt that failed, as it was judged. Its records are in records.
CREATE TABLE IF NOT EXISTS exports
(
    did String COMMENT 'Whose export was asked for' CODEC(ZSTD),
    source String COMMENT 'The URL asked, empty where none was found to ask' CODEC(ZSTD),
    reason LowCardinality(String) COMMENT 'Why it was taken: publisher, first-seen, chain-broken, tree-unproven, sync',
    fetched_at DateTime64(6, 'UTC') COMMENT 'Our clock when the host was asked, or when it was clear that there is no export' CODEC(Delta, ZSTD),
    judged_at DateTime64(6, 'UTC') COMMENT 'Our clock when the verdict was made' CODEC(Delta, ZSTD),
    bytes UInt64 COMMENT 'Length of the export, 0 without one' CODEC(ZSTD),
    records UInt64 COMMENT 'Records in the repository, of every collection' CODEC(ZSTD),
    parts UInt32 COMMENT 'Kafka records it was divided into' CODEC(ZSTD),
    rev String COMMENT 'Revision of the exported commit, empty where there is none' CODEC(ZSTD),
    commit_cid String CODEC(ZSTD),
    data_cid String COMMENT 'Root of the repository tree' CODEC(ZSTD),
    verdict Enum8('VERIFIED' = 1, 'VIOLATION' = 2, 'UNPROVEN' = 3, 'MALFORMED' = 4, 'NOTICE' = 5),
    signature Enum8('pass' = 1, 'fail' = 2, 'unproven' = 3, 'none' = 4) COMMENT 'The commit is signed by the key of its time',
    tree Enum8('pass' = 1, 'fail' = 2, 'unproven' = 3, 'none' = 4) COMMENT 'The tree is complete and has the signed root',
    chain Enum8('pass' = 1, 'fail' = 2, 'unproven' = 3, 'none' = 4) COMMENT 'It fits the commits seen before',
    findings Array(LowCardinality(String)) COMMENT 'Finding codes',
    key String COMMENT 'did:key the signature was judged against' CODEC(ZSTD),
    key_source String COMMENT 'CID of the PLC operation, or hash of the document, that named the key' CODEC(ZSTD),
    detail String COMMENT 'Why, for people' CODEC(ZSTD),
    failure String COMMENT 'Why there is no export, empty where there is one' CODEC(ZSTD),
    export_partition Int32 COMMENT 'Kafka partition of the export''s last part; with export_offset the identity of the row' CODEC(ZSTD),
    export_offset Int64 COMMENT 'Kafka offset of the export''s last part' CODEC(Delta, ZSTD),
    INDEX fetched_index fetched_at TYPE minmax GRANULARITY 1,
    INDEX findings_index findings TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX verdict_index verdict TYPE set(8) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(fetched_at)
ORDER BY (did, fetched_at, export_offset)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Exports tell of records, too: as they are (snapshot), and gone or other than the operations seen had left them (vanished,
-- changed). The place of such a row is in the exports topic, where its numbers may equal those of a frame.
ALTER TABLE records MODIFY COLUMN action
    Enum8('create' = 1, 'update' = 2, 'delete' = 3, 'snapshot' = 4, 'vanished' = 5, 'changed' = 6)
    COMMENT 'snapshot, vanished, changed: as an export shows it, without an operation';
ALTER TABLE records ADD COLUMN IF NOT EXISTS origin Enum8('frame' = 1, 'export' = 2) DEFAULT 'frame'
    COMMENT 'Which topic frame_partition and frame_offset are of; with them and op_index the identity of the row';
