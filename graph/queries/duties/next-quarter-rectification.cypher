// answers: Quarterly petition feedback, the courts that it went to, what it covers, and what was put
//   right because of it. Whose area that is is said by graph.duties.facts.petitions.
// parameters: $triggers feedback
// rows: trigger (uid), id, issued_on, courts (uids), findings (uid, court), items
// starts from: feedback_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (b:Feedback {uid: asked.uid})
WHERE b.retired_at IS NULL AND b.sort_of_feedback = 'petition_quarterly'
  AND {{unscoped:Feedback:b}}
RETURN asked.uid AS trigger, elementId(b) AS id, coalesce(b.issued_on, b.received_on) AS issued_on,
  [(b)-[:ADDRESSED_TO]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
    WHERE {{unscoped:Department:d}} AND {{unscoped:Court:c}} | c.uid]
  + [(b)-[:ADDRESSED_TO]->(k:Court) WHERE {{unscoped:Court:k}} | k.uid] AS courts,
  [(b)-[:COVERS]->(f:Finding)-[:AT]->(a:Court)
    WHERE f.retired_at IS NULL AND f.status = 'established'
      AND {{unscoped:Finding:f}} AND {{unscoped:Court:a}}
    | {uid: f.uid, number: f.number, court: a.uid}] AS findings,
  COLLECT {
    MATCH (b)<-[:ANSWERS]-(r:Rectification)-[:CARRIED_OUT_BY]->(m:Department)
      -[:OF|STATIONED_AT]->(w:Court)
    WHERE r.retired_at IS NULL
      AND {{unscoped:Rectification:r}} AND {{unscoped:Department:m}} AND {{unscoped:Court:w}}
    RETURN {
      uid: r.uid, id: elementId(r), number: r.number, court: w.uid,
      closed_on: CASE WHEN r.state = 'closed' AND r.reopened_on IS NULL THEN r.closed_on END,
      reported_on: r.reported_on,
      fixes: [(r)-[:FIXES]->(x:Finding) WHERE {{unscoped:Finding:x}} | x.uid]
    }
    ORDER BY r.number
  } AS items
