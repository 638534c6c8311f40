-- What the registry's rules, the account's key and the trust policy of that moment make of a record. Rows from before have nothing
-- of it: they were not asked.
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS binding
    Enum8('none' = 0, 'bound' = 1, 'unbound-legacy' = 2, 'mismatch' = 3) DEFAULT 'none'
    COMMENT 'Of a manifest: whether its key, its digest and the hash of its bytes are one';
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS era LowCardinality(String)
    COMMENT 'The schema it fits, by the month that came into use; empty if none';
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS target_digest String
    COMMENT 'Of a tag: the digest it points to' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS target_did String
    COMMENT 'Of a tag: whose manifest it points to, empty if it does not say' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS before_digest String
    COMMENT 'Of a tag: the digest it pointed to before, empty if none is known' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS key String
    COMMENT 'did:key the signature of its commit was judged against' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS key_source String
    COMMENT 'CID of the PLC operation, or hash of the document, that named the key' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS handle String
    COMMENT 'Handle the account claimed when the record arrived, empty if none was known' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS handle_verified Bool
    COMMENT 'The handle''s domain named the account, too';
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS policy_result
    Enum8('none' = 0, 'allowed' = 1, 'would-deny' = 2, 'denied' = 3) DEFAULT 'none'
    COMMENT 'What the trust policy said when it arrived; none: no policy was in force, or it is no image';
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS policy_name String
    COMMENT 'Name of the policy that decided' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS policy_line UInt32
    COMMENT 'Line of the document that decided, 0 for none' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS policy_reason String
    COMMENT 'Why, for people' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS policy_hash String
    COMMENT 'SHA-256 of the document in force, hex; empty for none' CODEC(ZSTD);
ALTER TABLE record_rows ADD COLUMN IF NOT EXISTS finding_details String
    COMMENT 'The findings in words, for people' CODEC(ZSTD);
ALTER TABLE record_rows ADD INDEX IF NOT EXISTS target_digest_index target_digest TYPE bloom_filter(0.01) GRANULARITY 1;

-- A record's verdict is the newest one of its commit, and so is the key.
CREATE OR REPLACE VIEW records AS
SELECT *
FROM record_rows
WHERE origin != 'frame' OR (frame_partition, frame_offset) NOT IN (
    SELECT frame_partition, frame_offset FROM verdict_rows WHERE revision > 0
)
UNION ALL
SELECT rows.* REPLACE (newest.verdict AS verdict, newest.key AS key, newest.key_source AS key_source)
FROM record_rows AS rows
INNER JOIN
(
    SELECT
        frame_partition,
        frame_offset,
        argMax(verdict, revision) AS verdict,
        argMax(key, revision) AS key,
        argMax(key_source, revision) AS key_source
    FROM verdict_rows
    WHERE revision > 0
    GROUP BY frame_partition, frame_offset
) AS newest ON newest.frame_partition = rows.frame_partition AND newest.frame_offset = rows.frame_offset
WHERE rows.origin = 'frame' AND (rows.frame_partition, rows.frame_offset) IN (
    SELECT frame_partition, frame_offset FROM verdict_rows WHERE revision > 0
);
