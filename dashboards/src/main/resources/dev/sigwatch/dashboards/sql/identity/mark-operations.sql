SELECT ifNull(accepted_at, observed_at) AS time, concat(type, ' ', arrayStringConcat(findings, ', ')) AS text,
    multiIf(nullified, 'undone', NOT valid, 'breaks a rule', 'holds') AS tags
FROM identity_operations
WHERE did = ${did:singlequote} AND $__timeFilter(time)
ORDER BY time
LIMIT 200
