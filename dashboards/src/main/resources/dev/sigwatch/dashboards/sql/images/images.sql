SELECT
    verdict,
    toString(binding) AS binding,
    toString(policy_result) AS policy,
    if(handle = '', did, concat(handle, if(handle_verified, '', ' (unverified)'))) AS publisher,
    repository,
    arrayStringConcat(tags, ', ') AS tags,
    digest,
    last_seen_at AS last_seen,
    deleted_at AS deleted,
    policy_name,
    policy_reason,
    arrayStringConcat(findings, ', ') AS findings,
    hold_did AS hold,
    concat('…', right(key, 12)) AS key,
    proof AS command,
    did
FROM images
WHERE $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(last_seen_at)
ORDER BY verdict = 'VERIFIED' AND binding != 'mismatch' AND policy_result NOT IN ('denied', 'would-deny'), last_seen_at DESC
LIMIT 200
