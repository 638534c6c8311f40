SELECT count() AS verdicts
FROM verdict_rows
WHERE revision > 0 AND $__timeFilter(judged_at)
