SELECT
    rule,
    min(severity) AS highest,
    count() AS incidents,
    countIf(status = 'open') AS open,
    countIf(status = 'explained') AS explained,
    countIf(status = 'recovered') AS recovered,
    sum(occurrences) AS times,
    quantileIf(0.5)(dateDiff('second', raised_at, updated_at), status = 'recovered') AS median_time_to_recover,
    max(updated_at) AS last
FROM alerts
WHERE $__timeFilter(raised_at)
GROUP BY rule
ORDER BY highest, incidents DESC
