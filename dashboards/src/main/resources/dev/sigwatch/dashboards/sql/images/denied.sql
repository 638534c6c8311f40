SELECT count() AS records
FROM records
WHERE policy_result IN ('denied', 'would-deny') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
