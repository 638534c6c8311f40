SELECT if(sum(messages) > 0, sumIf(messages, verdict = 'VERIFIED') / sum(messages), NULL) AS verified
FROM account_counts
WHERE did = ${did:singlequote} AND verdict != 'NOTICE' AND day >= toDate($__fromTime) AND day <= toDate($__toTime)
