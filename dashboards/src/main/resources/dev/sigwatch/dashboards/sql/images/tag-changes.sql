SELECT
    $__timeInterval(received_at) AS time,
    multiIf(
        action IN ('delete', 'vanished'), 'deleted',
        has(findings, 'TAG_ROLLBACK'), 'rolled-back',
        before_digest = '', 'created',
        before_digest = target_digest, 'rewritten',
        'moved') AS change,
    count() AS tags
FROM records
WHERE collection = 'io.atcr.tag' AND action != 'snapshot' AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
GROUP BY time, change
ORDER BY time, change
