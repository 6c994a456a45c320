// answers: Findings with what is kept of their recurrence: those named, or of grounds those that may
//   come after a day ($grounds: ground and since) or that something is kept of.
// parameters: $uids, $grounds
// rows: uid, ground, code, status, retired, occurred_on, occurred_to, officers, edges (target,
//   kind, depth, personal)
// starts from: finding_by_ground
// unscoped: recurrence is kept for every court; who may read it is decided on reading
CALL () {
  UNWIND $uids AS uid
  MATCH (f:Finding {uid: uid})
  WHERE {{unscoped:Finding:f}}
  RETURN f
  UNION
  UNWIND $grounds AS place
  WITH place.ground AS ground, place.since AS since
  MATCH (f:Finding {ground: ground})
  USING INDEX f:Finding(ground, uid)
  WHERE f.uid IS NOT NULL
    AND {{unscoped:Finding:f}}
    AND (f.status = 'established' AND coalesce(f.occurred_to, f.occurred_on) >= since
      OR EXISTS { MATCH (f)-[:RECURS_AFTER]->(t:Feedback|Rectification)
        WHERE {{unscoped:Feedback|Rectification:t}} }
      OR EXISTS { MATCH (f)<-[:REOPENED_BY]-(r:Rectification)
        WHERE {{unscoped:Rectification:r}} })
  RETURN f
}
RETURN f.uid AS uid, f.ground AS ground, f.status AS status, f.retired_at IS NOT NULL AS retired,
  f.occurred_on AS occurred_on, f.occurred_to AS occurred_to,
  head([(f)-[:OF_PROBLEM]->(p:Problem) WHERE {{unscoped:Problem:p}} | p.code]) AS code,
  [(f)-[:ATTRIBUTED_TO]->(o:Officer) WHERE {{unscoped:Officer:o}} | o.uid] AS officers,
  [(f)-[e:RECURS_AFTER]->(t:Feedback|Rectification)
    WHERE {{unscoped:Feedback|Rectification:t}}
    | [t.uid, e.kind, e.depth, coalesce(e.personal, false)]] AS edges
