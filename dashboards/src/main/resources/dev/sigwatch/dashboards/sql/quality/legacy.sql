SELECT sum(legacy) AS commits FROM verdict_minutes WHERE kind = 'commit' AND $__timeFilter(minute)
