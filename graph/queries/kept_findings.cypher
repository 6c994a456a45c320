// answers: Of findings that are or were written: where they belong, and whether feedback covers them.
// parameters: $uids
// rows: uid, ground (as stored), court and problem (uids), covered
// starts from: finding_uid
// unscoped: recurrence is kept for every court; who may read it is decided on reading
UNWIND $uids AS uid
MATCH (f:Finding {uid: uid})
WHERE {{unscoped:Finding:f}}
RETURN uid, f.ground AS ground,
  head([(f)-[:AT]->(c:Court) WHERE {{unscoped:Court:c}} | c.uid]) AS court,
  head([(f)-[:OF_PROBLEM]->(p:Problem) WHERE {{unscoped:Problem:p}} | p.uid]) AS problem,
  EXISTS { MATCH (f)<-[:COVERS]-(b:Feedback) WHERE {{unscoped:Feedback:b}} } AS covered
