SELECT $__timeInterval(valid_from) AS time, toString(change) AS change, count() AS tags
FROM tag_history
WHERE change != 'snapshot' AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(valid_from)
GROUP BY time, change
ORDER BY time, change
