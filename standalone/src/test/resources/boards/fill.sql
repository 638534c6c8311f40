-- Ten million verdicts of ninety days and what goes with them, for the boards' benchmark. {rows} and {now} (seconds) are put in; what has
-- {from} and {count} is run for each part of the rows.
-- Few accounts send much and many little; one message in a hundred does not verify, and one in ten thousand is revised.
INSERT INTO verdict_rows SETTINGS insert_deduplicate = 0, max_threads = 1, max_insert_threads = 1
SELECT
    if(number % 3 = 0, 'relay-b.example', 'relay-a.example') AS host,
    toInt64(number) AS seq,
    fromUnixTimestamp64Micro(toInt64({now} * 1000000 - 7776000000000 + number * intDiv(7776000000000, {rows}))) AS received_at,
    received_at + toIntervalMillisecond(80 + cityHash64(number, 'wait') % 900) AS judged_at,
    multiIf(number % 50 = 7, 'identity', number % 50 = 8, 'account', 'commit') AS kind,
    concat('did:plc:', substring(lower(hex(MD5(toString(intDiv(cityHash64(number, 'did') % 5000, 1 + cityHash64(number, 'tail') % 100))))), 1, 24)) AS did,
    concat('3n', lower(hex(number))) AS rev,
    received_at AS rev_at,
    concat('bafyrei', lower(hex(SHA256(toString(number))))) AS commit_cid,
    concat('bafyrei', lower(hex(MD5(toString(number))))) AS data_cid,
    concat('bafyrei', lower(hex(MD5(toString(number - 1))))) AS prev_data_cid,
    concat('3n', lower(hex(number - 1))) AS since,
    2 AS ops,
    true AS in_scope,
    multiIf(kind != 'commit', 'NOTICE', number % 100 < 98, 'VERIFIED', number % 1000 = 998, 'VIOLATION', number % 1000 = 999, 'MALFORMED', 'UNPROVEN') AS verdict,
    multiIf(verdict = 'VIOLATION', 'fail', verdict = 'NOTICE', 'none', 'pass') AS signature,
    'pass' AS tree,
    if(verdict = 'UNPROVEN', 'unproven', 'pass') AS chain,
    multiIf(verdict = 'UNPROVEN', [['CHAIN_UNANCHORED', 'CHAIN_GAP', 'IDENTITY_TRANSIENT', 'PROOF_INCOMPLETE'][1 + number % 4]],
        verdict = 'VIOLATION', [['SIG_UNKNOWN_KEY', 'INVERSION_MISMATCH'][1 + number % 2]], verdict = 'MALFORMED', ['CAR_MALFORMED'],
        number % 40 = 3, ['OK_AFTER_RESYNC'], number % 90 = 5, ['OK_AFTER_IDENTITY_REFRESH'], []) AS findings,
    concat(if(cityHash64(did) % 20 = 0, 'did:key:zDn', 'did:key:zQ3s'), lower(hex(MD5(did)))) AS key,
    concat('bafyrei', lower(hex(MD5(key)))) AS key_source,
    if(verdict = 'VERIFIED', '', 'why it is so') AS detail,
    4000 AS frame_bytes,
    toInt32(number % 8) AS frame_partition,
    toInt64(intDiv(number, 8)) AS frame_offset,
    0 AS revision,
    '' AS revision_reason
FROM numbers({from}, {count});

INSERT INTO verdict_rows SETTINGS insert_deduplicate = 0, max_threads = 1, max_insert_threads = 1
SELECT * REPLACE (received_at + INTERVAL 1 HOUR AS judged_at, 'VIOLATION' AS verdict, ['SIG_NULLIFIED_KEY'] AS findings, 1 AS revision, 'its key was undone' AS revision_reason)
FROM (SELECT * FROM verdict_rows WHERE revision = 0 AND kind = 'commit' AND cityHash64(seq) % 10000 = 1);

-- One commit in twenty writes an image and its tag.
INSERT INTO record_rows (did, collection, rkey, action, record_cid, rev, commit_cid, repository, digest, blob_digest, media_type, tag,
    manifest_uri, hold_did, created_at, received_at, verdict, findings, record, frame_partition, frame_offset, op_index, origin,
    binding, era, target_digest, target_did, handle, handle_verified, policy_result, policy_name, policy_line, policy_reason, policy_hash)
SETTINGS insert_deduplicate = 0, max_threads = 1, max_insert_threads = 1
SELECT
    did,
    if(op = 0, 'io.atcr.manifest', 'io.atcr.tag') AS collection,
    if(op = 0, lower(hex(SHA256(toString(seq)))), concat(repository_name, '_', label)) AS rkey,
    if(seq % 60 = 0, 'delete', if(op = 0, 'create', 'update')) AS action,
    commit_cid AS record_cid,
    rev,
    commit_cid,
    concat('app-', toString(cityHash64(did, seq) % 7)) AS repository_name,
    concat('sha256:', lower(hex(SHA256(toString(if(op = 1 AND seq % 300 = 20, seq - 20, seq)))))) AS image,
    if(op = 0, image, '') AS blob_digest,
    'application/vnd.oci.image.manifest.v1+json' AS media_type,
    if(op = 1, concat('v', toString(cityHash64(seq, 'tag') % 9)), '') AS label,
    concat('at://', did, '/io.atcr.manifest/', substring(image, 8)) AS manifest_uri,
    'did:web:hold.example' AS hold_did,
    received_at AS created_at,
    received_at,
    verdict,
    if(seq % 700 = 0, ['RECORD_DATA_MODEL'], []) AS findings,
    '{"$type":"io.atcr.manifest"}' AS record,
    frame_partition,
    frame_offset,
    op AS op_index,
    'frame' AS origin,
    multiIf(op = 1, 'none', seq % 50 = 0, 'unbound-legacy', seq % 5000 = 20, 'mismatch', 'bound') AS binding,
    '2026-08' AS era,
    if(op = 1, image, '') AS target_digest,
    if(op = 1, did, '') AS target_did,
    concat(substring(did, 9, 8), '.example.com') AS handle,
    true AS handle_verified,
    if(seq % 200 = 0, 'would-deny', 'allowed') AS policy_result,
    'production' AS policy_name,
    12 AS policy_line,
    'not trusted' AS policy_reason,
    'cafe' AS policy_hash
FROM (SELECT *, arrayJoin([0, 1]) AS op FROM verdict_rows WHERE revision = 0 AND kind = 'commit' AND seq % 20 = 0 AND seq >= {from} AND seq < {from} + {count});

INSERT INTO identity_operation_rows (did, op_cid, prev_cid, type, accepted_at, first_seen_at, nullified, signing_key, rotation_keys, pds,
    handles, body, source, kind, observed_at, valid, findings, signer_index)
SETTINGS insert_deduplicate = 0, max_threads = 1, max_insert_threads = 1
SELECT
    concat('did:plc:', substring(lower(hex(MD5(toString(number % 50000)))), 1, 24)) AS did,
    concat('bafyrei', lower(hex(MD5(toString(number))))) AS op_cid,
    if(number < 50000, '', concat('bafyrei', lower(hex(MD5(toString(number - 50000)))))) AS prev_cid,
    'plc_operation' AS type,
    fromUnixTimestamp64Micro(toInt64({now} * 1000000 - 7776000000000 + cityHash64(number, 'at') % 2000000000000 + intDiv(number, 50000) * 2000000000000)) AS accepted_at,
    accepted_at + INTERVAL 3 SECOND AS first_seen_at,
    number % 5000 = 4999 AS nullified,
    concat('did:key:zQ3s', lower(hex(MD5(did))), toString(intDiv(number, 50000))) AS signing_key,
    ['did:key:zQ3sone', 'did:key:zQ3stwo'] AS rotation_keys,
    concat('https://pds-', toString(cityHash64(did) % 80), '.example') AS pds,
    [concat(substring(did, 9, 8), '.example.com')] AS handles,
    repeat('x', 400) AS body,
    'https://plc.example' AS source,
    'plc-op' AS kind,
    first_seen_at AS observed_at,
    number % 20000 != 19999 AS valid,
    if(number < 50000, [], ['KEY_ROTATED']) AS findings,
    0 AS signer_index
FROM numbers(150000);

INSERT INTO alert_updates SETTINGS insert_deduplicate = 0, max_threads = 1, max_insert_threads = 1
SELECT
    concat('k1-', lower(hex(MD5(toString(intDiv(number, 4)))))) AS alert_id,
    toUInt32(1 + number % 4) AS version,
    ['K1', 'K2', 'C1', 'C6', 'R4', 'S1'][1 + intDiv(number, 4) % 6] AS rule,
    ['P3', 'P2', 'P3', 'P4', 'P3', 'P1'][1 + intDiv(number, 4) % 6] AS severity,
    if(intDiv(number, 4) % 100 = 0 AND version = 4, 'open', 'recovered') AS status,
    if(rule = 'S1', 'operations', 'security') AS route,
    concat('did:plc:', substring(lower(hex(MD5(toString(intDiv(number, 4) % 5000)))), 1, 24)) AS did,
    'name.example.com' AS handle,
    'key' AS subject,
    'Another signing key' AS title,
    'What happened' AS sentence,
    fromUnixTimestamp64Micro(toInt64({now} * 1000000 - 7776000000000 + intDiv(number, 4) * 388000000)) AS raised_at,
    raised_at + toIntervalMinute(version) AS updated_at,
    raised_at + INTERVAL 3 DAY AS deadline_at,
    ['KEY_ROTATED'] AS findings,
    [] AS evidence,
    version AS occurrences,
    '' AS watch_item,
    '' AS explained_by,
    repeat('{}', 300) AS details,
    updated_at + INTERVAL 200 MILLISECOND AS published_at,
    0 AS alert_partition,
    toInt64(number) AS alert_offset
FROM numbers(80000);

INSERT INTO exports (did, source, reason, fetched_at, judged_at, bytes, records, parts, verdict, signature, tree, chain, findings, failure,
    export_partition, export_offset)
SETTINGS insert_deduplicate = 0, max_threads = 1, max_insert_threads = 1
SELECT
    concat('did:plc:', substring(lower(hex(MD5(toString(number % 5000)))), 1, 24)), 'https://pds.example', 'chain-broken',
    fromUnixTimestamp64Micro(toInt64({now} * 1000000 - 7776000000000 + number * 155000000)) AS fetched_at, fetched_at, 400000, 1000, 1,
    if(number % 30 = 0, 'UNPROVEN', 'VERIFIED'), 'pass', 'pass', 'pass', [], if(number % 30 = 0, 'no answer', ''), 0, toInt64(number)
FROM numbers(50000);

INSERT INTO evidence SETTINGS insert_deduplicate = 0, max_threads = 1, max_insert_threads = 1, max_block_size = 10000, min_insert_block_size_rows = 50000
SELECT
    concat('e', lower(hex(MD5(toString(number))))) AS evidence_id,
    concat('did:plc:', substring(lower(hex(MD5(toString(number % 5000)))), 1, 24)) AS did,
    'frame' AS kind,
    'relay-a.example' AS host,
    toInt64(number) AS seq,
    fromUnixTimestamp64Micro(toInt64({now} * 1000000 - 7776000000000 + number * 15500000)) AS received_at,
    repeat('b', 500) AS body
FROM numbers(500000);

INSERT INTO stream_status_deltas SETTINGS insert_deduplicate = 0, max_threads = 1, max_insert_threads = 1
SELECT
    if(number % 2 = 0, 'relay-a.example', 'relay-b.example') AS host,
    fromUnixTimestamp64Micro(toInt64(({now} - 7776000 + intDiv(number, 8) * 60) * 1000000)) AS minute,
    40, 30, map('scope', 10), 0, 0, toInt64(number), 400000,
    minute + toIntervalSecond(15 * (number % 4)) AS recorded_at
FROM numbers(1036800);
