SELECT $__timeInterval(raised_at) AS time,
    quantile(0.5)(dateDiff('millisecond', updated_at, published_at) / 1000) AS median,
    max(dateDiff('millisecond', updated_at, published_at) / 1000) AS longest
FROM alert_updates
WHERE version = 1 AND route = 'security' AND $__timeFilter(raised_at)
GROUP BY time
ORDER BY time
