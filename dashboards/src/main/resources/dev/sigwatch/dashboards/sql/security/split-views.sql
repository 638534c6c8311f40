SELECT count() AS incidents FROM alerts WHERE rule IN ('C8', 'K7') AND status != 'explained' AND $__timeFilter(raised_at)
