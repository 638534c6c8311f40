SELECT count() AS manifests
FROM records
WHERE binding = 'mismatch' AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
