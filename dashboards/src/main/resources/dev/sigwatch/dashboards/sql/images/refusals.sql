SELECT
    toString(policy_result) AS policy,
    policy_name,
    policy_line AS line,
    policy_reason AS reason,
    count() AS records,
    uniqExact(did) AS publishers,
    uniqExact(repository) AS repositories,
    max(received_at) AS last,
    left(policy_hash, 12) AS policy_hash
FROM records
WHERE policy_result IN ('denied', 'would-deny') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
GROUP BY policy, policy_name, line, reason, policy_hash
ORDER BY records DESC
LIMIT 100
