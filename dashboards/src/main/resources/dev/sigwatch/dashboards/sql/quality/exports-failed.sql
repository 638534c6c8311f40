SELECT fetched_at AS time, toString(verdict) AS verdict, reason, failure, arrayStringConcat(findings, ', ') AS findings, source, did
FROM exports
WHERE (failure != '' OR verdict != 'VERIFIED') AND $__timeFilter(fetched_at)
ORDER BY fetched_at DESC
LIMIT 100
