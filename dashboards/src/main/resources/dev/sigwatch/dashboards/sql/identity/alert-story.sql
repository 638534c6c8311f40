SELECT severity, status, title, sentence, arrayStringConcat(findings, ', ') AS findings, arrayStringConcat(evidence, ' ') AS evidence, details
FROM alerts
WHERE alert_id = ${alert:singlequote}
