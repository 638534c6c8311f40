SELECT count() AS open FROM alerts WHERE did = ${did:singlequote} AND status = 'open'
