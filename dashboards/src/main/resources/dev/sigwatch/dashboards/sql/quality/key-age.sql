SELECT
    multiIf(months < 1, 'under a month', months < 6, '1 to 6 months', months < 12, '6 to 12 months', months < 24, '1 to 2 years', 'over 2 years') AS age,
    count() AS keys
FROM
(
    SELECT dateDiff('month', argMax(accepted_at, accepted_at), now64(6)) AS months
    FROM identity_operation_rows
    WHERE signing_key != '' AND accepted_at IS NOT NULL AND NOT nullified AND valid
        AND (hasAny(findings, ['KEY_ROTATED']) OR prev_cid = '')
    GROUP BY did
)
GROUP BY age
ORDER BY min(months)
