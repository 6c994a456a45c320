// answers: High courts, and which courts they visited on roving supervision from a year's first day
//   on. The areas are graph.duties.facts.petitions'.
// parameters: $triggers high courts with a year
// rows: trigger (uid), period, first, last, id, visits
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (h:Court {uid: asked.uid})
WHERE h.retired_at IS NULL AND h.level = 'high'
  AND coalesce(h.valid_from <= asked.last, true) AND coalesce(asked.last <= h.valid_to, true)
  AND {{unscoped:Court:h}}
RETURN asked.uid AS trigger, asked.period AS period, asked.first AS first, asked.last AS last,
  elementId(h) AS id,
  COLLECT {
    CALL (h) {
      MATCH (h)<-[:CARRIED_OUT_BY]-(i:Inspection)
      WHERE {{unscoped:Inspection:i}}
      RETURN i
      UNION
      MATCH (h)<-[:OF]-(d:Department)<-[:CARRIED_OUT_BY]-(i:Inspection)
      WHERE {{unscoped:Department:d}} AND {{unscoped:Inspection:i}}
      RETURN i
    }
    WITH i, asked
    WHERE i.sort_of_inspection = 'roving' AND i.retired_at IS NULL
    MATCH (i)-[:HAS_VISIT]->(v:Visit)-[:VISITS]->(c:Court)
    WHERE v.retired_at IS NULL AND v.visited_on >= asked.first
      AND {{unscoped:Visit:v}} AND {{unscoped:Court:c}}
    RETURN {uid: v.uid, id: elementId(v), number: v.number, on: v.visited_on, court: c.uid}
    ORDER BY v.visited_on, v.number
  } AS visits
