-- Tags over time, one row per change. A slot is a record key of an account: what it points to is by its newest believed write. A
-- write whose commit is refused (VIOLATION, MALFORMED) never counted, and one older than what was known changes nothing; both are
-- shown with an empty interval. Another copy of a commit, or a write of the very record that is there, is no change.
CREATE OR REPLACE VIEW tag_history AS
WITH
    told AS
    (
        SELECT
            *,
            if(target_digest = '', digest, target_digest) AS pointee,
            action IN ('delete', 'vanished') AS gone,
            verdict NOT IN ('VIOLATION', 'MALFORMED') AS believed,
            believed AND rev >= maxIf(rev, believed) OVER earlier AS counts,
            row_number() OVER (
                PARTITION BY did, rkey, rev, commit_cid, record_cid, action, believed
                ORDER BY received_at ASC, frame_offset ASC, op_index ASC) AS copy
        FROM (SELECT * EXCEPT (record) FROM records WHERE collection = 'io.atcr.tag')
        WINDOW earlier AS (
            PARTITION BY did, rkey ORDER BY received_at ASC, frame_offset ASC, op_index ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ),
    compared AS
    (
        SELECT
            *,
            (received_at, frame_offset, op_index) AS place,
            -- What was there: whether anything is known, whether it was gone, and what the record said before that.
            maxIf(1, counts) OVER earlier AS is_known,
            argMaxIf(gone, place, counts) OVER earlier AS was_gone,
            argMaxIf((repository, tag, pointee, record_cid), place, counts AND NOT gone) OVER earlier AS last,
            countIf(counts AND NOT gone) OVER same AS times_before
        FROM told
        WHERE copy = 1
        WINDOW
            earlier AS (
                PARTITION BY did, rkey ORDER BY received_at ASC, frame_offset ASC, op_index ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
            same AS (
                PARTITION BY did, rkey, repository, tag, pointee ORDER BY received_at ASC, frame_offset ASC, op_index ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ),
    changes AS
    (
        SELECT
            *,
            is_known AND NOT was_gone AND last.1 = repository AND last.2 = tag AS is_same_tag,
            minIf(toNullable(received_at), counts) OVER later AS next_at
        FROM compared
        WHERE NOT (counts AND is_known AND gone = was_gone AND (gone OR record_cid = last.4))
        WINDOW later AS (
            PARTITION BY did, rkey ORDER BY received_at DESC, frame_offset DESC, op_index DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
SELECT
    did,
    handle,
    handle_verified,
    if(gone AND changes.repository = '', last.1, changes.repository) AS repository,
    if(gone AND changes.tag = '', last.2, changes.tag) AS tag,
    rkey,
    multiIf(
        action = 'vanished', 'vanished',
        gone, 'deleted',
        action = 'snapshot', 'snapshot',
        NOT is_known AND has(findings, 'TAG_ROLLBACK'), 'rolled-back',
        NOT is_known, multiIf(before_digest = '', 'created', before_digest = pointee, 'rewritten', 'moved'),
        times_before > 0 AND last.1 = changes.repository AND last.2 = changes.tag AND last.3 != pointee, 'rolled-back',
        NOT is_same_tag, 'created',
        last.3 = pointee, 'rewritten',
        'moved') AS change,
    pointee AS digest,
    manifest_uri,
    target_did,
    multiIf(NOT is_known, before_digest, is_same_tag, last.3, gone AND NOT was_gone, last.3, '') AS from_digest,
    received_at AS valid_from,
    if(counts, next_at, received_at) AS valid_to,
    record_cid,
    rev,
    commit_cid,
    verdict,
    key,
    key_source,
    policy_result,
    policy_name,
    policy_line,
    policy_reason,
    policy_hash,
    findings,
    finding_details,
    received_at,
    origin,
    frame_partition,
    frame_offset,
    op_index
FROM changes;

-- One row per image: account, repository and digest. Verdict, commit, key and policy are those of its newest believed write, or of the
-- newest of all where none is believed. tags are the account's own tags of that repository that point to it now.
CREATE OR REPLACE VIEW images AS
WITH
    told AS
    (
        SELECT
            *,
            collection = 'io.atcr.manifest' AS is_manifest,
            if(is_manifest OR target_digest = '', digest, target_digest) AS image,
            action IN ('delete', 'vanished') AS gone,
            verdict NOT IN ('VIOLATION', 'MALFORMED') AS believed,
            (rev, received_at, frame_offset, op_index) AS place,
            maxIf(place, believed) OVER slot AS newest,
            argMaxIf(gone, place, believed) OVER slot AS is_gone
        FROM (SELECT * EXCEPT (record) FROM records WHERE collection IN ('io.atcr.manifest', 'io.atcr.tag'))
        WINDOW slot AS (PARTITION BY did, collection, rkey)
    ),
    grouped AS
    (
        SELECT
            did,
            repository,
            image AS digest,
            minIf(received_at, is_manifest) AS first_seen_at,
            maxIf(received_at, is_manifest) AS last_seen_at,
            maxIf(believed, is_manifest) AS is_believed,
            argMaxIf(if(is_gone, toNullable(newest.2), NULL), place, is_manifest) AS deleted_at,
            arraySort(groupUniqArrayIf(
                tag, NOT is_manifest AND believed AND place = newest AND target_did IN ('', told.did))) AS tags,
            argMaxIf(
                (handle, handle_verified, media_type, binding, hold_did, rkey, verdict, rev, commit_cid, record_cid, key, key_source,
                    policy_result, policy_name, policy_line, policy_reason, policy_hash, findings),
                (believed, place),
                is_manifest) AS write
        FROM told
        WHERE NOT gone AND image != ''
        GROUP BY did, repository, image
        HAVING countIf(is_manifest) > 0
    )
SELECT
    did,
    write.1 AS handle,
    write.2 AS handle_verified,
    repository,
    digest,
    write.3 AS media_type,
    write.4 AS binding,
    write.5 AS hold_did,
    'at://' || did || '/io.atcr.manifest/' || write.6 AS manifest_uri,
    first_seen_at,
    last_seen_at,
    deleted_at,
    tags,
    write.7 AS verdict,
    write.8 AS rev,
    write.9 AS commit_cid,
    write.10 AS record_cid,
    write.11 AS key,
    write.12 AS key_source,
    write.13 AS policy_result,
    write.14 AS policy_name,
    write.15 AS policy_line,
    write.16 AS policy_reason,
    write.17 AS policy_hash,
    if(shared.publishers > 0 AND shared.first_did != did, arrayPushBack(write.18, 'DIGEST_SHARED'), write.18) AS findings,
    if(shared.publishers > 0, toUInt64(shared.publishers - is_believed), toUInt64(0)) AS other_publishers,
    'sigwatch proof ' || manifest_uri AS proof
FROM grouped
LEFT JOIN
(
    SELECT digest, uniqExact(did) AS publishers, argMin(did, received_at) AS first_did
    FROM records
    WHERE collection = 'io.atcr.manifest' AND digest != '' AND verdict NOT IN ('VIOLATION', 'MALFORMED')
    GROUP BY digest
    HAVING publishers > 1
) AS shared ON shared.digest = grouped.digest;
