SELECT count() AS incidents FROM alerts WHERE rule = 'K10' AND status != 'explained' AND $__timeFilter(raised_at)
