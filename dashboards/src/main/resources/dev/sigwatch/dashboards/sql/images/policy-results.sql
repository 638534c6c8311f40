SELECT
    countIf(policy_result = 'allowed') AS allowed,
    countIf(policy_result = 'would-deny') AS `would-deny`,
    countIf(policy_result = 'denied') AS denied,
    countIf(policy_result = 'none') AS none
FROM records
WHERE collection IN ('io.atcr.manifest', 'io.atcr.tag') AND action NOT IN ('delete', 'vanished') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
HAVING count() > 0
