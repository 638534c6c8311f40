SELECT $__timeInterval(observed_at) AS time, if(kind IN ('not-found', 'unavailable'), toString(kind), domain(source)) AS source, count() AS answers
FROM identity_operation_rows
WHERE $__timeFilter(observed_at)
GROUP BY time, source
ORDER BY time, source
