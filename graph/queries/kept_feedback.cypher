// answers: The feedback on established findings of some grounds, with what of them it covers.
// parameters: $grounds
// rows: uid, received_on, issued_on, covers (findings: uid, ground, code, officers), answered_by
//   (uids of rectifications)
// starts from: finding_by_ground
// unscoped: recurrence is kept for every court; who may read it is decided on reading
UNWIND $grounds AS ground
MATCH (f:Finding {ground: ground})
USING INDEX f:Finding(ground, uid)
WHERE f.uid IS NOT NULL
  AND {{unscoped:Finding:f}}
  AND f.status = 'established'
  AND f.retired_at IS NULL
MATCH (b:Feedback)-[:COVERS]->(f)
WHERE b.retired_at IS NULL
  AND {{unscoped:Feedback:b}}
WITH b, collect({
  uid: f.uid, ground: f.ground,
  code: head([(f)-[:OF_PROBLEM]->(p:Problem) WHERE {{unscoped:Problem:p}} | p.code]),
  officers: [(f)-[:ATTRIBUTED_TO]->(o:Officer) WHERE {{unscoped:Officer:o}} | o.uid]
}) AS covers
RETURN b.uid AS uid, b.received_on AS received_on, b.issued_on AS issued_on, covers,
  [(r:Rectification)-[:ANSWERS]->(b) WHERE r.retired_at IS NULL AND {{unscoped:Rectification:r}}
    | r.uid] AS answered_by
