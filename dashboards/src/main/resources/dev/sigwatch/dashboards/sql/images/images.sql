WITH
    -- The doubtful first, the newest then; by few columns, because there may be many.
    picked AS
    (
        SELECT did, rkey
        FROM records
        WHERE collection = 'io.atcr.manifest' AND action NOT IN ('delete', 'vanished') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
        ORDER BY verdict != 'VERIFIED' OR binding = 'mismatch' OR policy_result IN ('denied', 'would-deny') DESC, received_at DESC
        LIMIT 100
    ),
    chosen AS
    (
        SELECT
            did,
            repository,
            digest,
            verdict,
            toString(binding) AS binding,
            toString(policy_result) AS policy,
            if(handle = '', did, concat(handle, if(handle_verified, '', ' (unverified)'))) AS publisher,
            received_at AS last_written,
            policy_name,
            policy_reason,
            arrayStringConcat(findings, ', ') AS findings,
            hold_did AS hold,
            concat('…', right(key, 12)) AS key,
            concat('sigwatch proof at://', did, '/io.atcr.manifest/', rkey) AS command,
            verdict != 'VERIFIED' OR binding = 'mismatch' OR policy IN ('denied', 'would-deny') AS is_doubtful
        FROM records
        WHERE collection = 'io.atcr.manifest' AND action NOT IN ('delete', 'vanished') AND (did, rkey) IN picked
            AND $__timeFilter(received_at)
        ORDER BY is_doubtful DESC, received_at DESC
        LIMIT 100
    ),
    pointing AS
    (
        SELECT did, last.1 AS repository, last.2 AS digest, arrayStringConcat(arraySort(groupArray(last.3)), ', ') AS tags
        FROM
        (
            SELECT did, argMax((repository, target_digest, tag, action), (rev, received_at)) AS last
            FROM record_rows
            WHERE collection = 'io.atcr.tag' AND verdict NOT IN ('VIOLATION', 'MALFORMED') AND did IN (SELECT did FROM picked)
            GROUP BY did, rkey
        )
        WHERE last.4 NOT IN ('delete', 'vanished')
        GROUP BY did, repository, digest
    )
SELECT
    toString(chosen.verdict) AS verdict,
    chosen.binding AS binding,
    chosen.policy AS policy,
    chosen.publisher AS publisher,
    chosen.repository AS repository,
    pointing.tags AS tags,
    chosen.digest AS digest,
    chosen.last_written AS last_written,
    chosen.policy_name AS policy_name,
    chosen.policy_reason AS policy_reason,
    chosen.findings AS findings,
    chosen.hold AS hold,
    chosen.key AS key,
    chosen.command AS command,
    chosen.did AS did
FROM chosen
LEFT JOIN pointing ON pointing.did = chosen.did AND pointing.repository = chosen.repository AND pointing.digest = chosen.digest
ORDER BY chosen.is_doubtful DESC, last_written DESC
