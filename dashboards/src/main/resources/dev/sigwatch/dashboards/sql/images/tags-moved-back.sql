SELECT count() AS tags
FROM tag_history
WHERE change = 'rolled-back' AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(valid_from)
