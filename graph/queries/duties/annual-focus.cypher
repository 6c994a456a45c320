// answers: High courts, the problems of a year's quarterly petition feedback by the courts that it
//   went to, and the annual focus that was issued after the year. The areas are
//   graph.duties.facts.petitions'.
// parameters: $triggers high courts with a year
// rows: trigger (uid), period, first, last, id, feedback (of both sorts)
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (h:Court {uid: asked.uid})
WHERE h.retired_at IS NULL AND h.level = 'high' AND {{unscoped:Court:h}}
RETURN asked.uid AS trigger, asked.period AS period, asked.first AS first, asked.last AS last,
  elementId(h) AS id,
  COLLECT {
    CALL (h) {
      MATCH (h)<-[:ISSUED_BY]-(b:Feedback)
      WHERE {{unscoped:Feedback:b}}
      RETURN b
      UNION
      MATCH (h)<-[:OF]-(d:Department)<-[:ISSUED_BY]-(b:Feedback)
      WHERE {{unscoped:Department:d}} AND {{unscoped:Feedback:b}}
      RETURN b
    }
    WITH b, asked
    WHERE b.retired_at IS NULL
      AND ((b.sort_of_feedback = 'petition_quarterly'
          AND b.issued_on >= asked.first AND b.issued_on <= asked.last)
        OR (b.sort_of_feedback = 'annual_focus' AND b.issued_on > asked.last))
    RETURN {
      uid: b.uid, id: elementId(b), number: b.number, on: b.issued_on, sort: b.sort_of_feedback,
      courts: [(b)-[:ADDRESSED_TO]->(e:Department)-[:OF|STATIONED_AT]->(c:Court)
          WHERE {{unscoped:Department:e}} AND {{unscoped:Court:c}} | c.uid]
        + [(b)-[:ADDRESSED_TO]->(k:Court) WHERE {{unscoped:Court:k}} | k.uid],
      problems: COLLECT {
        MATCH (b)-[:COVERS]->(f:Finding)-[:OF_PROBLEM]->(p:Problem)
        WHERE f.status = 'established' AND f.retired_at IS NULL
          AND {{unscoped:Finding:f}} AND {{unscoped:Problem:p}}
        RETURN DISTINCT p.code
      }
    }
    ORDER BY b.issued_on, b.number
  } AS feedback
