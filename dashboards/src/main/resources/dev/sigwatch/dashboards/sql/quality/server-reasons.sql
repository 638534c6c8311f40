SELECT
    if(named.pds = '', 'not known', named.pds) AS server,
    counted.finding AS finding,
    toString(counted.verdict) AS verdict,
    sum(counted.frames) AS frames,
    uniqExact(counted.did) AS accounts,
    argMax(counted.did, counted.frames) AS did
FROM
(
    SELECT did, toString(arrayJoin(findings)) AS finding, verdict, count() AS frames
    FROM verdicts
    WHERE verdict IN ('VIOLATION', 'UNPROVEN', 'MALFORMED') AND NOT startsWith(finding, 'OK_') AND $__timeFilter(received_at)
    GROUP BY did, finding, verdict
) AS counted
LEFT JOIN account_names AS named ON named.did = counted.did
GROUP BY server, finding, verdict
ORDER BY frames DESC
LIMIT 100
