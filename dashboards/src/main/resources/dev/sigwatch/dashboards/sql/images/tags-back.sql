SELECT
    valid_from AS time,
    verdict,
    if(handle = '', did, handle) AS publisher,
    concat(repository, ':', tag) AS image,
    digest AS points_to,
    from_digest AS before,
    did
FROM tag_history
WHERE change = 'rolled-back' AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(valid_from)
ORDER BY valid_from DESC
LIMIT 100
