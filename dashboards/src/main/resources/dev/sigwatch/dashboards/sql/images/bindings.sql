SELECT
    countIf(binding = 'bound') AS bound,
    countIf(binding = 'unbound-legacy') AS `unbound-legacy`,
    countIf(binding = 'mismatch') AS mismatch,
    countIf(binding = 'none') AS none
FROM records
WHERE collection = 'io.atcr.manifest' AND action NOT IN ('delete', 'vanished') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
HAVING count() > 0
