SELECT if(era = '', 'no era fits', toString(era)) AS schema, count() AS records
FROM records
WHERE action NOT IN ('delete', 'vanished') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__conditionalAll(repository IN (${repository:singlequote}), $repository) AND $__timeFilter(received_at)
GROUP BY schema
ORDER BY records DESC
