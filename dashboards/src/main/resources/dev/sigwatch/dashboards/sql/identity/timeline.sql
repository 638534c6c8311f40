SELECT time, what, state, detail, evidence
FROM
(
    SELECT ifNull(accepted_at, observed_at) AS time, 'identity' AS what,
        multiIf(nullified, 'undone', NOT valid, 'breaks a rule', 'holds') AS state,
        concat(type, ' ', arrayStringConcat(findings, ', ')) AS detail, op_cid AS evidence
    FROM identity_operations WHERE did = ${did:singlequote} AND $__timeFilter(time)
    UNION ALL
    SELECT received_at, 'commit', toString(verdict), concat(arrayStringConcat(findings, ', '), ' ', detail), concat(host, '/', toString(seq))
    FROM verdicts
    WHERE did = ${did:singlequote} AND verdict NOT IN ('VERIFIED', 'NOTICE') AND $__timeFilter(received_at)
    UNION ALL
    SELECT received_at, concat(replaceOne(collection, 'io.atcr.', ''), ' ', toString(action)), toString(verdict),
        concat(repository, if(tag = '', '', concat(':', tag)), ' ', digest), record_cid
    FROM records
    WHERE did = ${did:singlequote} AND collection IN ('io.atcr.manifest', 'io.atcr.tag') AND $__timeFilter(received_at)
    UNION ALL
    SELECT raised_at, 'alert', concat(severity, ' ', status), concat(rule, ' ', title), alert_id
    FROM alerts WHERE did = ${did:singlequote} AND $__timeFilter(raised_at)
    UNION ALL
    SELECT fetched_at, 'export', toString(verdict), concat(toString(records), ' records, ', reason, failure), commit_cid
    FROM exports WHERE did = ${did:singlequote} AND $__timeFilter(fetched_at)
)
ORDER BY time DESC
LIMIT 500
