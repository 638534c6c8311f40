-- One row per record of audit.alerts, which tells an incident again whenever it changes. Read alerts instead.
CREATE TABLE IF NOT EXISTS alert_updates
(
    alert_id String COMMENT 'The same for every version of an incident' CODEC(ZSTD),
    version UInt32 COMMENT '1 for the first; a higher one replaces a lower one',
    rule LowCardinality(String) COMMENT 'Id in docs/alerts.md: C1, K3, S1',
    severity LowCardinality(String) COMMENT 'P1 (now) to P4 (on a board)',
    status LowCardinality(String) COMMENT 'open, explained (expected beforehand, not sent) or recovered',
    route LowCardinality(String) COMMENT 'security: checked and bad; operations: could not be checked',
    did String COMMENT 'Empty where it is about the auditor itself' CODEC(ZSTD),
    handle String COMMENT 'Claimed, empty if none is known' CODEC(ZSTD),
    subject String COMMENT 'What within the DID it is about: a key, an operation, a commit' CODEC(ZSTD),
    title String COMMENT 'One line' CODEC(ZSTD),
    sentence String COMMENT 'What happened, for a responder' CODEC(ZSTD),
    raised_at DateTime64(6, 'UTC') COMMENT 'Time of the first thing detected' CODEC(Delta, ZSTD),
    updated_at DateTime64(6, 'UTC') COMMENT 'Time of the newest' CODEC(Delta, ZSTD),
    deadline_at Nullable(DateTime64(6, 'UTC')) COMMENT 'Until when it can be undone' CODEC(ZSTD),
    findings Array(LowCardinality(String)) COMMENT 'Finding codes it rests on',
    evidence Array(String) COMMENT 'Ids in evidence, CIDs in identity_operations' CODEC(ZSTD),
    occurrences UInt32 COMMENT 'How often it was detected' CODEC(ZSTD),
    watch_item String COMMENT 'Entry of the watchlist that matched, empty if none' CODEC(ZSTD),
    explained_by String COMMENT 'Expected change that matched, who and why, empty if none' CODEC(ZSTD),
    details String COMMENT 'All of it as JSON, the story included' CODEC(ZSTD(3)),
    published_at DateTime64(6, 'UTC') COMMENT 'When it was written to audit.alerts' CODEC(Delta, ZSTD),
    alert_partition Int32 COMMENT 'Kafka partition of the record; with alert_offset the identity of the row' CODEC(ZSTD),
    alert_offset Int64 COMMENT 'Kafka offset of the record' CODEC(Delta, ZSTD)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(raised_at)
ORDER BY (alert_id, version)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- One row per incident, as it stands.
CREATE OR REPLACE VIEW alerts AS
SELECT * EXCEPT (alert_partition, alert_offset)
FROM alert_updates
ORDER BY version DESC, alert_offset DESC
LIMIT 1 BY alert_id;

-- One row per account that publishes.
CREATE OR REPLACE VIEW publisher_health AS
SELECT
    counted.did AS did,
    named.handle AS handle,
    named.pds AS pds,
    counted.last_commit_at AS last_commit_at,
    counted.last_rev AS last_rev,
    counted.commits AS commits,
    counted.verified AS verified,
    counted.violations AS violations,
    counted.unproven AS unproven,
    counted.malformed AS malformed,
    counted.notices AS notices,
    alarmed.open_alerts AS open_alerts,
    alarmed.highest AS highest_severity
FROM
(
    SELECT
        did,
        maxOrNullIf(received_at, kind = 'commit') AS last_commit_at,
        argMaxIf(rev, received_at, kind = 'commit') AS last_rev,
        countIf(kind = 'commit') AS commits,
        countIf(verdict = 'VERIFIED') AS verified,
        countIf(verdict = 'VIOLATION') AS violations,
        countIf(verdict = 'UNPROVEN') AS unproven,
        countIf(verdict = 'MALFORMED') AS malformed,
        countIf(verdict = 'NOTICE') AS notices
    FROM verdicts
    WHERE in_scope AND did != ''
    GROUP BY did
) AS counted
LEFT JOIN
(
    SELECT did, argMax(handles[1], at) AS handle, argMax(pds, at) AS pds
    FROM (SELECT did, handles, pds, ifNull(accepted_at, observed_at) AS at FROM identity_operations WHERE NOT nullified)
    GROUP BY did
) AS named ON named.did = counted.did
LEFT JOIN
(
    SELECT did, count() AS open_alerts, min(severity) AS highest
    FROM alerts
    WHERE status = 'open'
    GROUP BY did
) AS alarmed ON alarmed.did = counted.did;
