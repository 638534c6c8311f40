SELECT
    ifNull(accepted_at, observed_at) AS time,
    multiIf(nullified, 'undone', NOT valid, 'breaks a rule', 'holds') AS fate,
    arrayStringConcat(arrayFilter(code -> code != 'HANDLE_CHANGED', findings), ', ') AS what,
    handles[1] AS handle,
    signer_index AS signed_by_key,
    pds AS server,
    op_cid AS operation,
    did
FROM identity_operations
WHERE hasAny(findings, ['KEY_ROTATED', 'ROTATION_KEYS_CHANGED', 'PLC_NULLIFICATION', 'PLC_TOMBSTONE', 'DIDWEB_CHANGED', 'PDS_MOVED'])
    OR nullified OR NOT valid
ORDER BY time DESC
LIMIT 20
