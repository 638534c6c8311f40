SELECT
    written.gone AS time,
    if(named.handle = '', written.did, named.handle) AS publisher,
    written.kind AS kind,
    written.name AS name,
    dateDiff('second', written.created, written.gone) AS lived,
    written.did AS did
FROM
(
    SELECT
        did,
        replaceOne(collection, 'io.atcr.', '') AS kind,
        max(repository) AS in_repository,
        concat(in_repository, if(max(tag) = '', '', concat(':', max(tag))), ' ', max(digest)) AS name,
        minIf(received_at, action = 'create') AS created,
        minIf(received_at, action IN ('delete', 'vanished')) AS gone,
        countIf(action = 'create') AS creations,
        countIf(action IN ('delete', 'vanished')) AS deletions
    FROM record_rows
    WHERE (did, collection, rkey) IN (
            SELECT did, collection, rkey
            FROM record_rows
            WHERE action IN ('delete', 'vanished') AND $__conditionalAll(did IN (${did:singlequote}), $did) AND $__timeFilter(received_at)
            ORDER BY received_at DESC
            LIMIT 2000)
        AND $__timeFilter(received_at)
    GROUP BY did, collection, rkey
    HAVING $__conditionalAll(in_repository IN (${repository:singlequote}), $repository)
        AND creations > 0 AND deletions > 0 AND gone >= created AND gone < created + INTERVAL 1 HOUR
    ORDER BY gone DESC
    LIMIT 100
) AS written
LEFT JOIN account_names AS named ON named.did = written.did
ORDER BY time DESC
