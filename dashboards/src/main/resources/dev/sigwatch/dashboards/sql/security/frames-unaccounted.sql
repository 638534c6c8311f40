SELECT abs(sum(toInt64(received)) - sum(toInt64(forwarded)) - sum(toInt64(arraySum(mapValues(filtered))))) AS frames
FROM stream_status_deltas
WHERE $__timeFilter(minute)
