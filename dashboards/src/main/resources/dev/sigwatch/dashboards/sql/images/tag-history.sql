SELECT
    valid_from AS time,
    toString(change) AS change,
    toString(verdict) AS verdict,
    toString(policy_result) AS policy,
    if(handle = '', did, concat(handle, if(handle_verified, '', ' (unverified)'))) AS publisher,
    concat(repository, ':', tag) AS image,
    digest AS points_to,
    from_digest AS before,
    valid_to AS until,
    arrayStringConcat(findings, ', ') AS findings,
    concat('…', right(key, 12)) AS key,
    rev,
    did
FROM tag_history
WHERE (did, rkey) IN (
        SELECT did, rkey
        FROM record_rows
        WHERE collection = 'io.atcr.tag' AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__timeFilter(received_at)
        ORDER BY received_at DESC
        LIMIT 200)
    AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(valid_from)
ORDER BY valid_from DESC
LIMIT 200
