// answers: Whether each court reported to the people's congress once in so many years (t.from), the
//   last of which is the period. A report in the year after makes up for it, late.
// parameters: $triggers (uid, period, first, last, from)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (c:Court {uid: t.uid})
WHERE {{unscoped:Court:c}} AND c.retired_at IS NULL
  AND coalesce(c.valid_from <= t.first, true) AND coalesce(c.valid_to >= t.last, true)
WITH t, c, COLLECT {
    MATCH (c)<-[:OF*0..1]-(by:Court|Department)<-[:ISSUED_BY]-(s:Statement)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Court|Department:by}}
      AND {{unscoped:Statement:s}} AND s.retired_at IS NULL
      AND s.sort_of_statement = 'congress_report' AND s.issued_on >= t.from
      AND s.issued_on <= t.last + duration({years: 1})
    RETURN s ORDER BY s.issued_on, s.uid LIMIT 1
  } AS made
RETURN t.uid AS trigger, t.period AS period, elementId(c) AS id, '' AS part, t.first AS since,
  null AS base, null AS set_on, [{uid: c.uid, id: elementId(c)}] AS owed_by, null AS owed_at,
  head([s IN made | s.issued_on]) AS done_on, [s IN made | {uid: s.uid, id: elementId(s)}] AS by,
    null AS void,
  [] AS flags
