SELECT count() AS pushes
FROM records
WHERE collection = 'io.atcr.manifest' AND action IN ('create', 'update') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
