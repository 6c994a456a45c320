// answers: Disputes that were reported up or found from above, the courts between which they are,
//   and the plans by which they were settled. Which court is the common superior is said by
//   graph.duties.facts.disputes.
// parameters: $triggers disputes
// rows: trigger (uid), id, days, between, raised_by and coordinated_by (uids of courts), plans
// starts from: dispute_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (d:Dispute {uid: asked.uid})-[:RAISED_BY]->(r:Court)
WHERE d.retired_at IS NULL AND {{unscoped:Dispute:d}} AND {{unscoped:Court:r}}
RETURN asked.uid AS trigger, elementId(d) AS id, d.arose_on AS arose_on,
  d.reported_on AS reported_on, d.settled_on AS settled_on, r.uid AS raised_by,
  head([(d)-[:COORDINATED_BY]->(k:Court) WHERE {{unscoped:Court:k}} | k.uid]) AS coordinated_by,
  [(d)-[:BETWEEN]->(b:Court) WHERE {{unscoped:Court:b}} | {uid: b.uid}] AS between,
  COLLECT {
    MATCH (d)<-[:FROM]-(o:Opinion)
    WHERE o.retired_at IS NULL AND o.issued_on IS NOT NULL AND {{unscoped:Opinion:o}}
    RETURN {uid: o.uid, id: elementId(o), number: o.number, on: o.issued_on, form: o.form}
    ORDER BY o.issued_on, o.number
  } AS plans
