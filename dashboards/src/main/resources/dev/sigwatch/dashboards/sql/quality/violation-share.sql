SELECT if(sum(frames) > 0, sumIf(frames, verdict = 'VIOLATION') / sum(frames), NULL) AS violation
FROM verdict_counts
WHERE kind = 'commit' AND $__timeFilter(minute)
