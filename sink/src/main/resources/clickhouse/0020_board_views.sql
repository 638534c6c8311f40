-- Sums for the boards, so that months of verdicts cost no more to look at than an hour. Every insert into verdict_rows adds to them; a
-- row that replaces another adds its own verdict, and verdict_counts and account_counts take the replaced one away again.
CREATE TABLE IF NOT EXISTS verdict_minutes
(
    minute DateTime('UTC') COMMENT 'Of arrival' CODEC(Delta, ZSTD),
    host LowCardinality(String),
    kind Enum8('commit' = 1, 'sync' = 2, 'identity' = 3, 'account' = 4, 'info' = 5, 'unknown' = 6),
    in_scope Bool,
    verdict Enum8('VERIFIED' = 1, 'VIOLATION' = 2, 'UNPROVEN' = 3, 'MALFORMED' = 4, 'NOTICE' = 5),
    curve LowCardinality(String) COMMENT 'K-256 or P-256, by the did:key judged against; empty without one',
    frames SimpleAggregateFunction(sum, UInt64) COMMENT 'Rows, of every revision',
    revised SimpleAggregateFunction(sum, UInt64) COMMENT 'How many of them replace another',
    refreshed SimpleAggregateFunction(sum, UInt64) COMMENT 'Verified only after the identity was asked for again',
    incomplete SimpleAggregateFunction(sum, UInt64) COMMENT 'The message lacked what the proof of its tree needs',
    unanchored SimpleAggregateFunction(sum, UInt64) COMMENT 'No tree before was proven, or commits between were missing',
    legacy SimpleAggregateFunction(sum, UInt64) COMMENT 'In forms the protocol has given up',
    wait_seconds SimpleAggregateFunction(sum, Float64) COMMENT 'From arrival to verdict, first verdicts only',
    longest_wait SimpleAggregateFunction(max, Float64) COMMENT 'The longest of these',
    last_received SimpleAggregateFunction(max, DateTime64(6, 'UTC')) COMMENT 'Arrival of the newest'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (minute, host, kind, in_scope, verdict, curve)
SETTINGS non_replicated_deduplication_window = 10000;

-- Per account and day. Nothing that was ever said is in it but counts, so it stays when a DID's records are deleted.
CREATE TABLE IF NOT EXISTS account_days
(
    day Date COMMENT 'Of arrival',
    did String CODEC(ZSTD),
    in_scope Bool,
    verdict Enum8('VERIFIED' = 1, 'VIOLATION' = 2, 'UNPROVEN' = 3, 'MALFORMED' = 4, 'NOTICE' = 5),
    messages SimpleAggregateFunction(sum, UInt64) COMMENT 'Rows, of every revision',
    last_at SimpleAggregateFunction(max, DateTime64(6, 'UTC')) COMMENT 'Arrival of the newest'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (did, day, in_scope, verdict)
SETTINGS non_replicated_deduplication_window = 10000;

-- What is there already, added up before anything new can come. The engine drops a block it has seen, so this one must not be compared.
TRUNCATE TABLE verdict_minutes;
INSERT INTO verdict_minutes SETTINGS insert_deduplicate = 0
SELECT
    toStartOfMinute(received_at) AS minute, host, kind, in_scope, verdict,
    multiIf(startsWith(key, 'did:key:zQ3s'), 'K-256', startsWith(key, 'did:key:zDn'), 'P-256', '') AS curve,
    count(),
    countIf(revision > 0),
    countIf(has(findings, 'OK_AFTER_IDENTITY_REFRESH')),
    countIf(hasAny(findings, ['PROOF_INCOMPLETE', 'PROOF_ROOT_MISSING', 'INVERSION_UNVERIFIABLE'])),
    countIf(hasAny(findings, ['CHAIN_UNANCHORED', 'CHAIN_GAP', 'CHAIN_NETZERO_GAP', 'SYNC_RESET'])),
    countIf(hasAny(findings, ['COMMIT_V2', 'DEPRECATED_FLAG', 'DEPRECATED_EVENT'])),
    sumIf(dateDiff('millisecond', received_at, judged_at) / 1000, revision = 0),
    maxIf(dateDiff('millisecond', received_at, judged_at) / 1000, revision = 0),
    max(received_at)
FROM verdict_rows
GROUP BY minute, host, kind, in_scope, verdict, curve;
TRUNCATE TABLE account_days;
INSERT INTO account_days SETTINGS insert_deduplicate = 0
SELECT toDate(received_at) AS day, did, in_scope, verdict, count(), max(received_at)
FROM verdict_rows
GROUP BY day, did, in_scope, verdict;

CREATE MATERIALIZED VIEW IF NOT EXISTS verdict_minutes_view TO verdict_minutes AS
SELECT
    toStartOfMinute(received_at) AS minute, host, kind, in_scope, verdict,
    multiIf(startsWith(key, 'did:key:zQ3s'), 'K-256', startsWith(key, 'did:key:zDn'), 'P-256', '') AS curve,
    count() AS frames,
    countIf(revision > 0) AS revised,
    countIf(has(findings, 'OK_AFTER_IDENTITY_REFRESH')) AS refreshed,
    countIf(hasAny(findings, ['PROOF_INCOMPLETE', 'PROOF_ROOT_MISSING', 'INVERSION_UNVERIFIABLE'])) AS incomplete,
    countIf(hasAny(findings, ['CHAIN_UNANCHORED', 'CHAIN_GAP', 'CHAIN_NETZERO_GAP', 'SYNC_RESET'])) AS unanchored,
    countIf(hasAny(findings, ['COMMIT_V2', 'DEPRECATED_FLAG', 'DEPRECATED_EVENT'])) AS legacy,
    sumIf(dateDiff('millisecond', received_at, judged_at) / 1000, revision = 0) AS wait_seconds,
    maxIf(dateDiff('millisecond', received_at, judged_at) / 1000, revision = 0) AS longest_wait,
    max(received_at) AS last_received
FROM verdict_rows
GROUP BY minute, host, kind, in_scope, verdict, curve;

CREATE MATERIALIZED VIEW IF NOT EXISTS account_days_view TO account_days AS
SELECT toDate(received_at) AS day, did, in_scope, verdict, count() AS messages, max(received_at) AS last_at
FROM verdict_rows
GROUP BY day, did, in_scope, verdict;

-- Frames by the newest verdict about each: sum frames.
CREATE OR REPLACE VIEW verdict_counts AS
SELECT minute, host, kind, in_scope, verdict, curve, toInt64(frames) AS frames
FROM verdict_minutes
UNION ALL
SELECT
    toDateTime(toStartOfMinute(received_at), 'UTC') AS minute, host, kind, in_scope, verdict,
    toLowCardinality(multiIf(startsWith(key, 'did:key:zQ3s'), 'K-256', startsWith(key, 'did:key:zDn'), 'P-256', '')) AS curve,
    toInt64(-1) AS frames
FROM verdict_revisions;

-- The same per account: sum messages.
CREATE OR REPLACE VIEW account_counts AS
SELECT day, did, in_scope, verdict, toInt64(messages) AS messages, last_at
FROM account_days
UNION ALL
SELECT toDate(received_at) AS day, did, in_scope, verdict, toInt64(-1) AS messages, received_at AS last_at
FROM verdict_revisions;

-- What an account calls itself and where it lives, by its newest operation that holds. Nobody vouches for the handle.
CREATE OR REPLACE VIEW account_names AS
SELECT did, argMax(handle, at) AS handle, argMax(pds, at) AS pds
FROM
(
    SELECT
        did,
        argMax(handles[1], observed_at) AS handle,
        argMax(pds, observed_at) AS pds,
        argMax(nullified, observed_at) AS undone,
        argMax(ifNull(accepted_at, observed_at), observed_at) AS at
    FROM identity_operation_rows
    GROUP BY did, op_cid
)
WHERE NOT undone
GROUP BY did;
