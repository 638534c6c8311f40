SELECT countIf(nullified OR NOT valid) AS operations FROM identity_operations WHERE did = ${did:singlequote}
