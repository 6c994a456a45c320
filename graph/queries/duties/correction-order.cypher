// answers: Findings of passive, unlawful or dishonest enforcement that handling a petition has
//   established, which court handled it, and the orders to put them right. Established by a
//   verification on its day; in the petition itself on that of receipt, nothing else being recorded.
// parameters: $triggers findings
// rows: facts of a duty
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
WITH asked, f, event.since AS since, event.court AS c,
  COLLECT {
    MATCH (f)<-[:BASED_ON]-(o:CorrectionOrder)-[:ISSUED_BY]->(i:Department|Court)
    WHERE o.retired_at IS NULL AND o.ordered_on IS NOT NULL
      AND {{unscoped:CorrectionOrder:o}} AND {{unscoped:Department|Court:i}}
    RETURN {
      uid: o.uid, id: elementId(o), number: o.number, on: o.ordered_on, due_on: o.due_on,
      corrected_on: o.corrected_on, by: i.name,
      own: i.uid = event.court.uid OR EXISTS {
        MATCH (i)-[:OF|STATIONED_AT]->(w:Court)
        WHERE w = event.court AND {{unscoped:Court:w}}
      }
    }
    ORDER BY o.ordered_on, o.number
  } AS orders
WITH asked, f, since, c, orders, [o IN orders WHERE o.own AND o.on >= since] AS own
WITH asked, f, since, c, orders, own, [o IN own WHERE o.corrected_on IS NOT NULL] AS corrected
RETURN asked.uid AS trigger, asked.period AS period, elementId(f) AS id, '' AS part,
  since, null AS base, head(own).due_on AS set_on,
  [{uid: c.uid, id: elementId(c)}] AS owed_by, null AS owed_at,
  head(corrected).corrected_on AS done_on,
  [o IN CASE WHEN corrected = [] THEN own ELSE corrected[..1] END | {uid: o.uid, id: o.id}] AS by,
  null AS void,
  CASE WHEN corrected <> [] THEN [] ELSE
    [o IN orders WHERE NOT o.own
      | o.number + '由' + o.by + '责令，不是办理信访的法院|' + o.number + ' was issued by ' + o.by
        + ', not by the court that handled the petition']
    + [o IN orders WHERE o.own AND o.on < since
      | o.number + '早于问题查实之日|' + o.number + ' is dated before the finding was established']
  END AS flags
