// answers: Joint consultations for which a basic court applied to the high court directly, whether
//   each court attended, and whether the record holds opinions. Which court is the intermediate one
//   is said by graph.duties.facts.disputes.
// parameters: $triggers meetings
// rows: trigger (uid), id, days, applicant (uid), attended (uids of courts), recorded
// starts from: meeting_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (m:Meeting {uid: asked.uid})<-[:APPLIED_FOR]-(a:Court)
MATCH (m)-[:HELD_BY]->(h:Court)
WHERE m.retired_at IS NULL AND m.sort_of_meeting = 'joint' AND m.held_on IS NOT NULL
  AND a.level = 'basic' AND h.level = 'high'
  AND {{unscoped:Meeting:m}} AND {{unscoped:Court:a}} AND {{unscoped:Court:h}}
RETURN asked.uid AS trigger, elementId(m) AS id, m.applied_on AS applied_on, m.held_on AS held_on,
  a.uid AS applicant,
  [(m)<-[:ATTENDED]-(c:Court) WHERE {{unscoped:Court:c}} | c.uid]
  + [(m)<-[:ATTENDED]-(o:Officer)-[s:SERVES]->(d:Department)-[:OF|STATIONED_AT]->(x:Court)
      WHERE coalesce(s.from <= m.held_on, true) AND coalesce(m.held_on <= s.to, true)
        AND {{unscoped:Officer:o}} AND {{unscoped:Department:d}} AND {{unscoped:Court:x}}
      | x.uid] AS attended,
  coalesce(trim(m.minutes), '') <> '' OR EXISTS {
    MATCH (m)<-[:FROM]-(p:Opinion)
    WHERE p.retired_at IS NULL AND {{unscoped:Opinion:p}}
  } AS recorded
