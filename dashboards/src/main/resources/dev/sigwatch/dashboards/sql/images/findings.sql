SELECT
    toString(arrayJoin(findings)) AS finding,
    replaceOne(collection, 'io.atcr.', '') AS kind,
    count() AS records,
    uniqExact(did) AS publishers,
    any(finding_details) AS example,
    max(received_at) AS last
FROM records
WHERE notEmpty(findings) AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
GROUP BY finding, kind
ORDER BY records DESC
LIMIT 100
