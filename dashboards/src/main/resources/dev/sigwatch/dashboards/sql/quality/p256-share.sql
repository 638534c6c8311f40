SELECT if(sum(frames) > 0, sumIf(frames, curve = 'P-256') / sum(frames), NULL) AS p256
FROM verdict_minutes
WHERE kind = 'commit' AND curve != '' AND $__timeFilter(minute)
