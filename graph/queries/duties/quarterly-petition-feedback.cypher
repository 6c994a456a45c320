// answers: High courts with their petition departments, and what they fed back about petitions after
//   a quarter: in writing, or at a regional meeting. The areas are graph.duties.facts.petitions'.
// parameters: $triggers high courts with a quarter
// rows: trigger (uid), period, first, last, id, departments, told
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (h:Court {uid: asked.uid})
WHERE h.retired_at IS NULL AND h.level = 'high'
  AND coalesce(h.valid_from <= asked.last, true) AND coalesce(asked.last <= h.valid_to, true)
  AND {{unscoped:Court:h}}
RETURN asked.uid AS trigger, asked.period AS period, asked.first AS first, asked.last AS last,
  elementId(h) AS id,
  [(h)<-[:OF]-(d:Department)
    WHERE d.function = 'petitions' AND d.retired_at IS NULL
      AND coalesce(d.valid_from <= asked.last, true) AND coalesce(asked.last <= d.valid_to, true)
      AND {{unscoped:Department:d}}
    | {uid: d.uid, id: elementId(d)}] AS departments,
  COLLECT {
    CALL (h) {
      MATCH (h)<-[:ISSUED_BY]-(b:Feedback)
      WHERE {{unscoped:Feedback:b}}
      RETURN b
      UNION
      MATCH (h)<-[:OF]-(i:Department)<-[:ISSUED_BY]-(b:Feedback)
      WHERE {{unscoped:Department:i}} AND {{unscoped:Feedback:b}}
      RETURN b
    }
    WITH b, asked
    WHERE b.sort_of_feedback = 'petition_quarterly' AND b.retired_at IS NULL
      AND b.issued_on > asked.last
    RETURN {
      uid: b.uid, id: elementId(b), number: b.number, on: b.issued_on,
      courts: [(b)-[:ADDRESSED_TO]->(e:Department)-[:OF|STATIONED_AT]->(c:Court)
          WHERE {{unscoped:Department:e}} AND {{unscoped:Court:c}} | c.uid]
        + [(b)-[:ADDRESSED_TO]->(k:Court) WHERE {{unscoped:Court:k}} | k.uid],
      of_quarter: EXISTS {
        MATCH (b)-[:COVERS]->(f:Finding)<-[:FOUND]-(s:Petition|Verification)
        WHERE asked.first <= coalesce(s.verified_on, s.received_on) <= asked.last
          AND {{unscoped:Finding:f}} AND {{unscoped:Petition|Verification:s}}
      }
    }
    ORDER BY b.issued_on, b.number
  } + COLLECT {
    MATCH (h)<-[:HELD_BY]-(m:Meeting)
    WHERE m.sort_of_meeting = 'regional' AND m.retired_at IS NULL AND m.held_on > asked.last
      AND {{unscoped:Meeting:m}}
    RETURN {
      uid: m.uid, id: elementId(m), number: m.number, on: m.held_on, of_quarter: false,
      courts: [(m)<-[:ATTENDED]-(v:Court) WHERE {{unscoped:Court:v}} | v.uid]
        + [(m)<-[:ATTENDED]-(o:Officer)-[s:SERVES]->(w:Department)-[:OF]->(x:Court)
            WHERE coalesce(s.from <= m.held_on, true) AND coalesce(m.held_on <= s.to, true)
              AND {{unscoped:Officer:o}} AND {{unscoped:Department:w}} AND {{unscoped:Court:x}}
            | x.uid]
    }
    ORDER BY m.held_on, m.number
  } AS told
