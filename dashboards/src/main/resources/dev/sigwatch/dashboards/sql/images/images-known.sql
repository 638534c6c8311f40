SELECT nullIf(uniq(did, repository, digest), 0) AS images
FROM record_rows
WHERE collection = 'io.atcr.manifest' AND digest != '' AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository)
