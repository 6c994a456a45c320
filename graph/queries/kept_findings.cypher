// answers: Of findings that are or were written: where they belong, whether feedback covers them,
//   and whether something is kept of them.
// parameters: $uids
// rows: uid, ground (as stored), court and problem (uids), counts, covered, marked
// starts from: finding_uid
// unscoped: recurrence is kept for every court; who may read it is decided on reading
UNWIND $uids AS uid
MATCH (f:Finding {uid: uid})
WHERE {{unscoped:Finding:f}}
RETURN uid, f.ground AS ground,
  head([(f)-[:AT]->(c:Court) WHERE {{unscoped:Court:c}} | c.uid]) AS court,
  head([(f)-[:OF_PROBLEM]->(p:Problem) WHERE {{unscoped:Problem:p}} | p.uid]) AS problem,
  f.status = 'established' AND f.retired_at IS NULL AS counts,
  EXISTS { MATCH (f)<-[:COVERS]-(b:Feedback) WHERE {{unscoped:Feedback:b}} } AS covered,
  EXISTS { MATCH (f)-[:RECURS_AFTER]->(t:Feedback|Rectification)
    WHERE {{unscoped:Feedback|Rectification:t}} }
  OR EXISTS { MATCH (f)<-[:REOPENED_BY]-(r:Rectification) WHERE {{unscoped:Rectification:r}} }
    AS marked
