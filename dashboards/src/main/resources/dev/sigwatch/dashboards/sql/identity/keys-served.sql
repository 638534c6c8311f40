SELECT greatest(assumeNotNull(valid_from), toDateTime64($__fromTime, 6, 'UTC')) AS time, concat('…', right(key, 12)) AS `as served`
FROM key_history
WHERE did = ${did:singlequote} AND ended != 'refused' AND valid_from <= $__toTime AND ifNull(served_until, $__toTime) >= $__fromTime
ORDER BY time, valid_from
