// answers: Findings of passive, unlawful or dishonest enforcement that handling a petition has
//   established, which court handled it, and the orders to put them right. Established by a
//   verification on its day; in the petition itself on that of receipt, nothing else being recorded.
//   Which court owes the order is said by graph.duties.facts.petitions.
// parameters: $triggers findings
// rows: trigger (uid), id, since, handled (uid of the court), orders
// starts from: finding_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (f:Finding {uid: asked.uid})-[:OF_PROBLEM]->(p:Problem)
WHERE f.retired_at IS NULL AND f.status = 'established'
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
    MATCH (f)<-[:BASED_ON]-(o:CorrectionOrder)-[:ISSUED_BY]->(i:Department|Court)
    WHERE o.retired_at IS NULL AND o.ordered_on IS NOT NULL
      AND {{unscoped:CorrectionOrder:o}} AND {{unscoped:Department|Court:i}}
    RETURN {
      uid: o.uid, id: elementId(o), number: o.number, on: o.ordered_on, due_on: o.due_on,
      corrected_on: o.corrected_on, by: i.name,
      courts: [i.uid] + [(i)-[:OF|STATIONED_AT]->(w:Court)
        WHERE {{unscoped:Department|Court:i}} AND {{unscoped:Court:w}} | w.uid]
    }
    ORDER BY o.ordered_on, o.number
  } AS orders
