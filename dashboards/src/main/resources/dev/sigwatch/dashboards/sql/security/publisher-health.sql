SELECT
    multiIf(highest = '', 'ok', highest) AS state,
    if(named.handle = '', counted.did, named.handle) AS publisher,
    named.pds AS server,
    counted.last_message AS last_message,
    if(counted.commits > 0, counted.verified / counted.commits, NULL) AS verified,
    counted.violations AS violations,
    counted.unproven AS unproven,
    alarmed.open_alerts AS open_alerts,
    alarmed.watched_by AS watched_by,
    counted.did AS did
FROM
(
    SELECT
        did,
        toDateTime64(max(last_at), 6, 'UTC') AS last_message,
        sum(messages) AS commits,
        sumIf(messages, verdict = 'VERIFIED') AS verified,
        sumIf(messages, verdict = 'VIOLATION') AS violations,
        sumIf(messages, verdict IN ('UNPROVEN', 'MALFORMED')) AS unproven
    FROM account_counts
    WHERE in_scope AND did != '' AND verdict != 'NOTICE' AND day >= toDate($__fromTime) AND day <= toDate($__toTime)
    GROUP BY did
    ORDER BY (violations, unproven) DESC
    LIMIT 10000
) AS counted
LEFT JOIN
(
    SELECT did, min(severity) AS highest, count() AS open_alerts, max(watch_item) AS watched_by
    FROM alerts
    WHERE status = 'open' AND did != ''
    GROUP BY did
) AS alarmed ON alarmed.did = counted.did
LEFT JOIN account_names AS named ON named.did = counted.did
ORDER BY highest = '', highest, violations DESC, unproven DESC, last_message DESC
LIMIT 100
