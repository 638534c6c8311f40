SELECT superseded_at AS time, did, toString(verdict) AS was, reason, arrayStringConcat(findings, ', ') AS findings_then, received_at, host, seq
FROM verdict_revisions
WHERE $__timeFilter(superseded_at)
ORDER BY superseded_at DESC
LIMIT 100
