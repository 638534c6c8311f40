SELECT nullIf(uniqExact(op_cid), 0) AS operations FROM identity_operation_rows WHERE did = ${did:singlequote}
