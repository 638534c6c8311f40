SELECT count() AS open FROM alerts WHERE status = 'open' AND severity = 'P2'
