SELECT $__timeInterval(at) AS time, toString(change) AS change, count() AS operations
FROM
(
    SELECT ifNull(accepted_at, observed_at) AS at, arrayJoin(findings) AS change
    FROM identity_operations
    WHERE $__timeFilter(at)
)
WHERE change IN ('KEY_ROTATED', 'ROTATION_KEYS_CHANGED', 'PDS_MOVED', 'PLC_NULLIFICATION', 'PLC_TOMBSTONE', 'DIDWEB_CHANGED')
GROUP BY time, change
ORDER BY time, change
