// answers: The records of an accountability chain, of one type. The function joins one such
//   statement a type.
// parameters: $uids by type
// rows: label, p (the record), links (relation → uid, label, title, name, code, function, place, on)
// starts from: finding_uid
UNWIND $uids[{{label}}] AS uid
MATCH {{start}}
WHERE {{rights}}
RETURN {{label}} AS label, properties(n) AS p, {{links}} AS links
