SELECT count() AS incidents FROM alerts WHERE rule IN ('K5', 'K6') AND status != 'explained' AND $__timeFilter(raised_at)
