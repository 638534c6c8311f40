SELECT if(sum(frames) > 0, sumIf(frames, verdict = 'VERIFIED') / sum(frames), NULL) AS verified
FROM verdict_counts
WHERE kind = 'commit' AND $__timeFilter(minute)
