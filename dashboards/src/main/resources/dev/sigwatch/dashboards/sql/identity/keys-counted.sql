SELECT greatest(assumeNotNull(valid_from), toDateTime64($__fromTime, 6, 'UTC')) AS time, concat('…', right(key, 12)) AS `as it counts now`
FROM key_history
WHERE did = ${did:singlequote} AND (valid_to IS NULL OR valid_to > valid_from)
    AND valid_from <= $__toTime AND ifNull(valid_to, $__toTime) >= $__fromTime
ORDER BY time, valid_from
