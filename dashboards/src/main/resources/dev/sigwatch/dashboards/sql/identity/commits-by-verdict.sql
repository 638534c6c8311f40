SELECT $__timeInterval(received_at) AS time, toString(verdict) AS verdict, count() AS commits
FROM verdicts
WHERE did = ${did:singlequote} AND $__timeFilter(received_at)
GROUP BY time, verdict
ORDER BY time, verdict
