SELECT did, if(handle = '', did, concat(handle, '  ', did)) AS label
FROM (SELECT did FROM record_rows WHERE collection = 'io.atcr.manifest' GROUP BY did) AS publishers
LEFT JOIN account_names AS named USING (did)
ORDER BY label
LIMIT 1000
