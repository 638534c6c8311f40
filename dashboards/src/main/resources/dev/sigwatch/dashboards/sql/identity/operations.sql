SELECT
    ifNull(accepted_at, observed_at) AS time,
    type,
    multiIf(nullified, 'undone', NOT valid, 'breaks a rule', 'holds') AS fate,
    arrayStringConcat(findings, ', ') AS what,
    signer_index AS signed_by_key,
    concat('…', right(signing_key, 12)) AS signing_key,
    pds AS server,
    handles[1] AS handle,
    op_cid AS operation,
    prev_cid AS follows,
    nullified_by AS undone_by,
    nullified_at AS undone_at,
    source
FROM identity_operations
WHERE did = ${did:singlequote}
ORDER BY time DESC
LIMIT 200
