// answers: The problems that mean the same as these, up to six steps apart.
// parameters: $uids
// rows: uid, code, same (uids and codes, itself among them)
// starts from: problem_uid
// unscoped: the catalogue of problems is read by all
UNWIND $uids AS uid
MATCH (p:Problem {uid: uid})
WHERE {{unscoped:Problem:p}}
RETURN uid, p.code AS code,
  [(p)-[:SAME_AS*0..6]-(s:Problem) WHERE {{unscoped:Problem:s}} | [s.uid, s.code]] AS same
