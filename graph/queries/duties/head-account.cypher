// answers: Whether the head of a department that sent people on trips in the year accounted for
//   the talks given and the reports filed: owed from the year's first trip on, by those who led it
//   on the year's last day.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (d:Department {uid: t.uid})
WHERE {{unscoped:Department:d}} AND d.retired_at IS NULL
  AND coalesce(d.valid_from <= t.first, true) AND coalesce(d.valid_to >= t.last, true)
MATCH (d)<-[:SENT_BY]-(n:Trip)
WHERE {{unscoped:Trip:n}} AND n.retired_at IS NULL AND n.left_on >= t.first AND n.left_on <= t.last
WITH t, d, min(n.left_on) AS since
MATCH (h:Officer)-[post:LEADS]->(d)
WHERE {{unscoped:Officer:h}} AND h.retired_at IS NULL
  AND (post.from IS NULL OR post.from <= t.last) AND (post.to IS NULL OR post.to >= t.last)
WITH DISTINCT t, d, since, h
WITH t, d, since, h, COLLECT {
    MATCH (h)-[:STATED]->(s:Statement {sort_of_statement: 'head_account'})
    WHERE {{unscoped:Statement:s}} AND s.retired_at IS NULL AND s.issued_on >= t.first
      AND CASE WHEN s.period IS NULL
        THEN s.issued_on <= t.last + duration({years: 1}) ELSE s.period = left(t.period, 4) END
    RETURN s ORDER BY s.issued_on, s.uid LIMIT 1
  } AS made
RETURN t.uid AS trigger, t.period AS period, elementId(d) AS id, h.uid AS part, since,
  null AS base, null AS set_on, [{uid: h.uid, id: elementId(h)}] AS owed_by,
  {uid: d.uid, id: elementId(d)} AS owed_at,
  head([s IN made | s.issued_on]) AS done_on, [s IN made | {uid: s.uid, id: elementId(s)}] AS by,
  null AS void, [] AS flags
