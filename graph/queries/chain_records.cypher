// answers: The records of an accountability chain, of one type. The function asks one such
//   statement a type.
// parameters: $uids
// rows: label, p (the record), links (relation → uid, label, title, name, code, function, place, on)
// starts from: finding_uid
UNWIND $uids AS uid
MATCH {{start}}
WHERE {{rights}}
RETURN {{label}} AS label, properties(n) AS p, {{links}} AS links
