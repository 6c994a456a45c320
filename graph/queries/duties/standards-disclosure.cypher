// answers: Whether each court published its five standards, or looked them through, once in so
//   many years (t.from), the last of which is the period. What is published in the year after
//   makes up for it, late.
// parameters: $triggers (uid, period, first, last, from)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (c:Court {uid: t.uid})
WHERE {{unscoped:Court:c}} AND c.retired_at IS NULL
  AND coalesce(c.valid_from <= t.first, true) AND coalesce(c.valid_to >= t.last, true)
WITH t, c, [kind IN ['filing', 'fees', 'risks', 'norms', 'procedure'] | head(COLLECT {
    MATCH (c)<-[:OF*0..1]-(by:Court|Department)<-[:ISSUED_BY]-(s:Statement)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Court|Department:by}}
      AND {{unscoped:Statement:s}} AND s.retired_at IS NULL
      AND s.sort_of_statement = 'standards' AND s.standard = kind
      AND s.issued_on >= t.from
      AND s.issued_on <= t.last + duration({years: 1})
    RETURN {on: s.issued_on, record: {uid: s.uid, id: elementId(s)}} AS made ORDER BY made.on,
      made.record.uid LIMIT 1
  })] AS made
RETURN t.uid AS trigger, t.period AS period, elementId(c) AS id, '' AS part, t.first AS since,
  null AS base, null AS set_on, [{uid: c.uid, id: elementId(c)}] AS owed_by, null AS owed_at,
  CASE WHEN all(m IN made WHERE m IS NOT NULL) THEN nullIf(reduce(m = date('0001-01-01'),
    d IN [m IN made | m.on] | CASE WHEN d > m THEN d ELSE m END),
    date('0001-01-01')) END AS done_on,
  [m IN made WHERE m IS NOT NULL | m.record] AS by, null AS void, [] AS flags
