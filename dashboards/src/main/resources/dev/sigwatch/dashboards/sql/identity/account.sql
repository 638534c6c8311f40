SELECT
    handles[1] AS handle,
    pds AS server,
    multiIf(startsWith(signing_key, 'did:key:zDn'), 'P-256', startsWith(signing_key, 'did:key:zQ3s'), 'K-256', '') AS curve,
    signing_key AS signing_key,
    length(rotation_keys) AS rotation_keys,
    ifNull(accepted_at, observed_at) AS since,
    op_cid AS operation,
    source
FROM identity_operations
WHERE did = ${did:singlequote} AND NOT nullified AND valid
ORDER BY since DESC
LIMIT 1
