SELECT greatest(at, toDateTime64($__fromTime, 6, 'UTC')) AS time, server, handle
FROM
(
    SELECT
        ifNull(accepted_at, observed_at) AS at,
        pds AS server,
        handles[1] AS handle,
        leadInFrame(toNullable(at)) OVER (ORDER BY at ASC ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING) AS next
    FROM identity_operations
    WHERE did = ${did:singlequote} AND NOT nullified AND valid
)
WHERE at <= $__toTime AND ifNull(next, $__toTime) >= $__fromTime
ORDER BY time, at
