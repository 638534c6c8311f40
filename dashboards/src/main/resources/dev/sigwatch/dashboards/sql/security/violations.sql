SELECT sumIf(frames, verdict = 'VIOLATION') AS frames FROM verdict_counts WHERE $__timeFilter(minute)
