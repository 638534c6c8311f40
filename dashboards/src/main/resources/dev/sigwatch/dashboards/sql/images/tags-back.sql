SELECT
    received_at AS time,
    toString(verdict) AS verdict,
    if(handle = '', did, handle) AS publisher,
    concat(repository, ':', tag) AS image,
    target_digest AS points_to,
    before_digest AS before,
    did
FROM records
WHERE collection = 'io.atcr.tag' AND has(findings, 'TAG_ROLLBACK') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
ORDER BY received_at DESC
LIMIT 100
