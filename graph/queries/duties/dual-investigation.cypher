// answers: Findings of passive, unlawful or dishonest enforcement with grave consequences that
//   handling a petition has established, which court handled it, and the investigations opened.
//   Which court is its superior is said by graph.duties.facts.petitions.
// parameters: $triggers findings
// rows: trigger (uid), id, since, handled (uid of the court), investigations
// starts from: finding_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (f:Finding {uid: asked.uid})-[:OF_PROBLEM]->(p:Problem)
WHERE f.retired_at IS NULL AND f.status = 'established' AND f.grave
  AND {{unscoped:Finding:f}} AND {{unscoped:Problem:p}}
  AND (p.code = 'P08' OR EXISTS {
    MATCH (p)-[:WITHIN]->(t:Topic)
    WHERE t.name IN ['消极执行', '违法执行与执行错误'] AND {{unscoped:Topic:t}}
  })
CALL (f) {
  MATCH (f)<-[:FOUND]-(v:Verification)-[:VERIFIES]->(q:Petition)-[:HANDLED_BY]->(d:Department)
  WHERE v.retired_at IS NULL
    AND {{unscoped:Verification:v}} AND {{unscoped:Petition:q}} AND {{unscoped:Department:d}}
  RETURN v.verified_on AS since, d
  UNION
  MATCH (f)<-[:FOUND]-(q:Petition)-[:HANDLED_BY]->(d:Department)
  WHERE q.retired_at IS NULL AND {{unscoped:Petition:q}} AND {{unscoped:Department:d}}
  RETURN q.received_on AS since, d
}
MATCH (d)-[:OF|STATIONED_AT]->(c:Court)
WHERE since IS NOT NULL AND {{unscoped:Department:d}} AND {{unscoped:Court:c}}
WITH asked, f, since, c
ORDER BY since DESC, c.uid
WITH asked, f, head(collect({since: since, court: c})) AS event
RETURN asked.uid AS trigger, elementId(f) AS id, event.since AS since, event.court.uid AS handled,
  COLLECT {
    MATCH (f)<-[:BASED_ON]-(i:DualInvestigation)-[:OPENED_BY]->(o:Department)
      -[:OF|STATIONED_AT]->(w:Court)
    WHERE i.retired_at IS NULL AND i.opened_on IS NOT NULL AND {{unscoped:DualInvestigation:i}}
      AND {{unscoped:Department:o}} AND {{unscoped:Court:w}}
    RETURN {
      uid: i.uid, id: elementId(i), number: i.number, on: i.opened_on, court: w.uid, by: o.name,
      both: coalesce(i.case_conclusion, '') <> '' AND coalesce(i.officer_conclusion, '') <> '',
      concluded: i.concluded_on IS NOT NULL
    }
    ORDER BY i.opened_on, i.number
  } AS investigations
