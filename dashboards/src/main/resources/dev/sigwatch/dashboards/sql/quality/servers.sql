SELECT
    if(named.pds = '', 'not known', named.pds) AS server,
    uniqExact(counted.did) AS accounts,
    sum(counted.sent) AS commits,
    sum(counted.violations) AS violations,
    sum(counted.unproven) AS unproven,
    sum(counted.violations + counted.unproven) / commits AS not_verified,
    argMax(counted.did, counted.violations * 1000 + counted.unproven) AS worst_account,
    worst_account AS did
FROM
(
    SELECT
        did,
        sum(messages) AS sent,
        sumIf(messages, verdict IN ('VIOLATION', 'MALFORMED')) AS violations,
        sumIf(messages, verdict = 'UNPROVEN') AS unproven
    FROM account_counts
    WHERE verdict != 'NOTICE' AND did != '' AND day >= toDate($__fromTime) AND day <= toDate($__toTime)
    GROUP BY did
) AS counted
LEFT JOIN account_names AS named ON named.did = counted.did
GROUP BY server
HAVING commits > 0
ORDER BY violations DESC, unproven DESC, commits DESC
LIMIT 50
