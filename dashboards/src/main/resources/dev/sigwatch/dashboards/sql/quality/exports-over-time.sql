SELECT $__timeInterval(fetched_at) AS time, if(failure != '', 'not to be had', toString(verdict)) AS result, count() AS exports
FROM exports
WHERE $__timeFilter(fetched_at)
GROUP BY time, result
ORDER BY time, result
