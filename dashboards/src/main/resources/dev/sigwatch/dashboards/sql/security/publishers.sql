SELECT nullIf(uniqExact(did), 0) AS publishers FROM account_days WHERE in_scope AND did != ''
