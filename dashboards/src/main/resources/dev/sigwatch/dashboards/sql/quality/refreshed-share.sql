SELECT if(sum(frames) > 0, sum(refreshed) / sum(frames), NULL) AS refreshed
FROM verdict_minutes
WHERE kind = 'commit' AND $__timeFilter(minute)
