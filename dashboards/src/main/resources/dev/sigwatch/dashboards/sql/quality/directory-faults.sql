SELECT
    toString(arrayJoin(findings)) AS finding,
    count() AS operations,
    uniqExact(operation.did) AS accounts,
    argMax(operation.source, observed_at) AS served_by,
    max(observed_at) AS last,
    argMax(operation.did, observed_at) AS did
FROM identity_operations AS operation
WHERE NOT valid AND $__timeFilter(observed_at)
GROUP BY finding
HAVING finding NOT IN ('KEY_ROTATED', 'ROTATION_KEYS_CHANGED', 'PDS_MOVED', 'HANDLE_CHANGED')
ORDER BY operations DESC
