SELECT if(sum(frames) > 0, sumIf(frames, verdict = 'UNPROVEN') / sum(frames), NULL) AS unproven
FROM verdict_counts
WHERE kind = 'commit' AND $__timeFilter(minute)
