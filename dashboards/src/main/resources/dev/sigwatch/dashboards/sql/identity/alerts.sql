SELECT severity, status, rule, title, raised_at AS since, updated_at AS last, deadline_at AS deadline, occurrences AS times,
    concat('sigwatch explain ', alert_id) AS command, alert_id, did
FROM alerts
WHERE did = ${did:singlequote}
ORDER BY status != 'open', severity, raised_at DESC
LIMIT 100
