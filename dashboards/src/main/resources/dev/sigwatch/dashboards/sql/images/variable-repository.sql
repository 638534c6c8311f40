SELECT repository
FROM record_rows
WHERE repository != '' AND $__conditionalAll(did IN (${did:singlequote}), $did)
GROUP BY repository
ORDER BY repository
LIMIT 1000
