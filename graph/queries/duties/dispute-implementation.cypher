// answers: Coordination opinions sent down in a dispute, in any form but agreed minutes: whom they
//   bind, else the disputing courts, and when they were carried out.
// parameters: $triggers opinions
// rows: facts of a duty
// starts from: opinion_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (o:Opinion {uid: asked.uid})-[:FROM]->(s:Dispute)
WHERE o.retired_at IS NULL AND s.retired_at IS NULL AND coalesce(o.form, '') <> 'minutes'
  AND {{unscoped:Opinion:o}} AND {{unscoped:Dispute:s}}
WITH asked, o, s,
  [(o)-[:BINDS]->(b:Court|Department) WHERE {{unscoped:Court|Department:b}}
    | {uid: b.uid, id: elementId(b)}] AS bound,
  [(s)-[:BETWEEN]->(c:Court) WHERE {{unscoped:Court:c}} | {uid: c.uid, id: elementId(c)}] AS parties,
  coalesce(o.implemented_on,
    CASE WHEN s.implemented_on >= o.issued_on THEN s.implemented_on END) AS done_on
RETURN asked.uid AS trigger, asked.period AS period, elementId(o) AS id, '' AS part,
  o.issued_on AS since, null AS base, o.due_on AS set_on,
  CASE WHEN bound = [] THEN parties ELSE bound END AS owed_by, null AS owed_at,
  done_on,
  CASE WHEN done_on IS NULL THEN []
    WHEN o.implemented_on IS NULL THEN [{uid: s.uid, id: elementId(s)}]
    ELSE [{uid: o.uid, id: elementId(o)}] END AS by,
  null AS void, [] AS flags
