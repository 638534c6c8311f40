SELECT sumIf(frames, verdict = 'MALFORMED') AS frames FROM verdict_counts WHERE $__timeFilter(minute)
