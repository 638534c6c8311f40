SELECT did, if(handle = '', did, concat(handle, '  ', did)) AS label
FROM
(
    SELECT did, count() AS open FROM alerts WHERE did != '' GROUP BY did
    UNION ALL
    SELECT did, 0 FROM account_days WHERE in_scope AND did != '' GROUP BY did
) AS known
LEFT JOIN account_names AS named USING (did)
GROUP BY did, label
ORDER BY max(open) DESC, label
LIMIT 1000
