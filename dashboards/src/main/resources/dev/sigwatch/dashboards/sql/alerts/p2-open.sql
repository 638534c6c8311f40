SELECT rule, alert_id, did, toString(route) AS route, toFloat64(1) AS open
FROM alerts
WHERE status = 'open' AND severity = 'P2' AND $__timeFilter(updated_at)
ORDER BY updated_at DESC
LIMIT 100
