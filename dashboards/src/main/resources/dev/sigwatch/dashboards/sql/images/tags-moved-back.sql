SELECT count() AS tags
FROM records
WHERE collection = 'io.atcr.tag' AND has(findings, 'TAG_ROLLBACK') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
