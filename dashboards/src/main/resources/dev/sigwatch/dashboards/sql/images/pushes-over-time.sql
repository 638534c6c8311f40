SELECT $__timeInterval(received_at) AS time, concat(replaceOne(collection, 'io.atcr.', ''), ' ', toString(action)) AS what, count() AS records
FROM records
WHERE collection IN ('io.atcr.manifest', 'io.atcr.tag') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
GROUP BY time, what
ORDER BY time, what
