SELECT $__timeInterval(received_at) AS time, concat(replaceOne(collection, 'io.atcr.', ''), ' ', toString(action)) AS what, count() AS records
FROM records
WHERE did = ${did:singlequote} AND $__timeFilter(received_at)
GROUP BY time, what
ORDER BY time, what
