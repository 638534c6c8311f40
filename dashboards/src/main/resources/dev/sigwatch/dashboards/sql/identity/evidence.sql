SELECT received_at AS time, kind, host, seq, length(body) AS size, evidence_id, hex(substring(body, 1, 32)) AS first_bytes
FROM evidence
WHERE did = ${did:singlequote}
    AND (${evidence:singlequote} = '' AND $__timeFilter(received_at)
        OR ${evidence:singlequote} != '' AND ${evidence:singlequote} IN (evidence_id, toString(seq)))
ORDER BY received_at DESC
LIMIT 100
