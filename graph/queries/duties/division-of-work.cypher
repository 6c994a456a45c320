// answers: Whether each court has set down the division of work between discipline team,
//   supervision office and bureau: since the document, or since the court is there. An older one
//   that stands is enough.
// parameters: $triggers (uid, period, first, last), $today
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (c:Court {uid: t.uid})
WHERE {{unscoped:Court:c}} AND c.retired_at IS NULL
WITH t, c, CASE WHEN c.valid_from > date('2021-02-26') THEN c.valid_from ELSE date('2021-02-26') END
  AS since
WITH t, c, since, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT*0..1]-(by:Court|Department)<-[:ISSUED_BY]-(s:Statement)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Court|Department:by}}
      AND {{unscoped:Statement:s}} AND s.retired_at IS NULL
      AND s.sort_of_statement = 'division_of_work'
    RETURN s ORDER BY s.issued_on, s.uid LIMIT 1
  } AS made
RETURN t.uid AS trigger, t.period AS period, elementId(c) AS id, '' AS part, since,
  null AS base, null AS set_on, [{uid: c.uid, id: elementId(c)}] AS owed_by, null AS owed_at,
  head([s IN made | s.issued_on]) AS done_on, [s IN made | {uid: s.uid, id: elementId(s)}] AS by,
  CASE WHEN c.valid_to <= $today AND made = []
    THEN '法院已撤销|the court was abolished' END AS void, [] AS flags
