SELECT received_at AS time, toString(verdict) AS verdict, arrayStringConcat(findings, ', ') AS findings, detail, toString(signature) AS signature, toString(tree) AS tree,
    toString(chain) AS chain, rev,
    concat('…', right(key, 12)) AS key, revision, revision_reason AS revised_because, host, seq, commit_cid AS commit, did
FROM verdicts
WHERE did = ${did:singlequote} AND $__timeFilter(received_at)
ORDER BY received_at DESC
LIMIT 200
