SELECT severity, status, rule, title, subject, raised_at AS since, updated_at AS last, concat('sigwatch explain ', alert_id) AS command
FROM alerts
WHERE route = 'operations' AND $__timeFilter(updated_at)
ORDER BY status != 'open', severity, updated_at DESC
LIMIT 100
