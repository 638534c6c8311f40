SELECT
    severity,
    rule,
    title,
    if(handle = '', did, handle) AS account,
    raised_at AS since,
    if(deadline_at > now64(6), dateDiff('second', now64(6), deadline_at), NULL) AS time_left,
    occurrences AS times,
    watch_item AS watched_by,
    concat('sigwatch explain ', alert_id) AS command,
    alert_id,
    did
FROM alerts
WHERE status = 'open' AND severity IN ('P1', 'P2')
ORDER BY severity, isNull(time_left), time_left, updated_at DESC
LIMIT 100
