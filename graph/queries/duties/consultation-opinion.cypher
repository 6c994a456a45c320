// answers: Opinions with which a joint consultation closed: whom they bind, else the court that applied
//   for it, and when they were carried out.
// parameters: $triggers opinions
// rows: facts of a duty
// starts from: opinion_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (o:Opinion {uid: asked.uid})-[:FROM]->(s:Meeting)
WHERE o.retired_at IS NULL AND s.retired_at IS NULL AND s.sort_of_meeting = 'joint'
  AND {{unscoped:Opinion:o}} AND {{unscoped:Meeting:s}}
WITH asked, o, s,
  [(o)-[:BINDS]->(b:Court|Department) WHERE {{unscoped:Court|Department:b}}
    | {uid: b.uid, id: elementId(b)}] AS bound,
  [(s)<-[:APPLIED_FOR]-(c:Court) WHERE {{unscoped:Court:c}} | {uid: c.uid, id: elementId(c)}] AS parties,
  o.implemented_on AS done_on
RETURN asked.uid AS trigger, asked.period AS period, elementId(o) AS id, '' AS part,
  o.issued_on AS since, null AS base, o.due_on AS set_on,
  CASE WHEN bound = [] THEN parties ELSE bound END AS owed_by, null AS owed_at,
  done_on,
  CASE WHEN done_on IS NULL THEN []
    WHEN o.implemented_on IS NULL THEN [{uid: s.uid, id: elementId(s)}]
    ELSE [{uid: o.uid, id: elementId(o)}] END AS by,
  null AS void, [] AS flags
