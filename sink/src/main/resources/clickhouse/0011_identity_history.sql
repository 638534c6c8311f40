-- What replaying the directory's log says of each operation, whatever the directory says.
ALTER TABLE identity_operation_rows ADD COLUMN IF NOT EXISTS nullified_at Nullable(DateTime64(6, 'UTC'))
    COMMENT 'When the directory took the operation that undid this one' CODEC(ZSTD);
ALTER TABLE identity_operation_rows ADD COLUMN IF NOT EXISTS nullified_by String
    COMMENT 'CID of that operation' CODEC(ZSTD);
ALTER TABLE identity_operation_rows ADD COLUMN IF NOT EXISTS signer_key String
    COMMENT 'did:key that signed the operation, empty if none of those allowed to' CODEC(ZSTD);
ALTER TABLE identity_operation_rows ADD COLUMN IF NOT EXISTS signer_index Int32 DEFAULT -1
    COMMENT 'Its place among the rotation keys that could, 0 for the strongest, -1 for none' CODEC(ZSTD);
ALTER TABLE identity_operation_rows ADD COLUMN IF NOT EXISTS valid Bool DEFAULT true
    COMMENT 'Nothing about it breaks a rule';
ALTER TABLE identity_operation_rows ADD COLUMN IF NOT EXISTS findings Array(LowCardinality(String))
    COMMENT 'Finding codes: rules broken, and what changed';
ALTER TABLE identity_operation_rows ADD COLUMN IF NOT EXISTS tls_chain String
    COMMENT 'SHA-256 of the certificates of a did:web host, hex' CODEC(ZSTD);
ALTER TABLE identity_operation_rows MODIFY COMMENT
    'One row per telling of an operation or document: again when its fate is another. Read identity_operations';

-- One row per operation or document, as it was told last.
CREATE OR REPLACE VIEW identity_operations AS
SELECT *
FROM identity_operation_rows
ORDER BY observed_at DESC
LIMIT 1 BY did, op_cid;

-- Signing keys over time, one row per operation that set one. Two axes: served_until is when the directory went on to serve another key,
-- whatever became of that; valid_from to valid_to is when it was the key by the log as it is now, an empty interval if it was undone, or
-- had no place in the log because it breaks a rule. Of did:web there is no log: each document counts from when it was seen to the
-- next.
CREATE OR REPLACE VIEW key_history AS
WITH
    told AS
    (
        SELECT
            did, op_cid, type, signing_key, nullified, nullified_at, nullified_by, signer_key, signer_index, valid, source,
            accepted_at AS at,
            hasAny(findings, [
                'PLC_FIELDS', 'PLC_UNKNOWN_FIELDS', 'PLC_GENESIS_HASH', 'PLC_PREV_UNKNOWN', 'PLC_PREV_NULLIFIED', 'PLC_AFTER_TOMBSTONE',
                'PLC_SIG_INVALID', 'PLC_SIG_ENCODING', 'PLC_LATE_RECOVERY']) AS refused,
            NOT nullified AND NOT refused AS counts
        FROM identity_operations
        WHERE type IN ('plc_operation', 'create', 'plc_tombstone') AND accepted_at IS NOT NULL
        UNION ALL
        SELECT
            did, op_cid, type, signing_key, false, NULL, '', '', -1, valid, source,
            observed_at AS at, false AS refused, true AS counts
        FROM identity_operation_rows
        WHERE type = 'did-document' AND startsWith(did, 'did:web:')
    ),
    ordered AS
    (
        SELECT
            *,
            lagInFrame(tuple(signing_key, counts)) OVER log AS before,
            row_number() OVER log = 1 AS is_first
        FROM told
        WINDOW log AS (PARTITION BY did ORDER BY at ASC, op_cid ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ),
    periods AS
    (
        SELECT
            *,
            leadInFrame(toNullable(at)) OVER log AS next_at,
            minIf(at, counts) OVER rest AS next_valid_at,
            argMinIf(type, at, counts) OVER rest AS next_valid_type,
            countIf(counts) OVER rest AS valid_after
        FROM ordered
        WHERE is_first OR before != tuple(signing_key, counts)
        WINDOW
            log AS (PARTITION BY did ORDER BY at ASC, op_cid ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING),
            rest AS (PARTITION BY did ORDER BY at ASC, op_cid ASC ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
    )
SELECT
    did,
    signing_key AS key,
    at AS valid_from,
    multiIf(NOT counts, toNullable(at), valid_after > 0, toNullable(next_valid_at), NULL) AS valid_to,
    next_at AS served_until,
    multiIf(refused, 'refused', nullified, 'nullified', valid_after = 0, 'current', next_valid_type = 'plc_tombstone', 'tombstoned', 'replaced') AS ended,
    op_cid AS operation,
    signer_key,
    signer_index,
    nullified_at,
    nullified_by,
    valid,
    source
FROM periods
WHERE signing_key != '';
