// answers: Whether the head of a department that sent people on trips in the year accounted for
//   the talks given and the reports filed. Owed by those who led it on the year's last day.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (d:Department {uid: t.uid})
WHERE {{unscoped:Department:d}} AND d.retired_at IS NULL
  AND coalesce(d.valid_from <= t.first, true) AND coalesce(d.valid_to >= t.last, true)
  AND EXISTS {
    MATCH (d)<-[:SENT_BY]-(n:Trip)
    WHERE {{unscoped:Department:d}} AND {{unscoped:Trip:n}} AND n.retired_at IS NULL
      AND n.left_on >= t.first
      AND n.left_on <= t.last
  }
WITH t, d, t.last AS since, [] AS nobody
WITH t, d, since, COLLECT {
    MATCH (h:Officer)-[post:LEADS]->(d)
    WHERE {{unscoped:Officer:h}} AND h.retired_at IS NULL AND {{unscoped:Department:d}}
      AND NOT h.uid IN nobody
      AND (post.from IS NULL OR post.from <= since) AND (post.to IS NULL OR post.to >= since)
    RETURN {uid: h.uid, id: elementId(h)} AS who ORDER BY who.uid
  } AS heads
UNWIND heads AS h
WITH t, d, since, h, COLLECT {
    MATCH (o:Officer {uid: h.uid})-[:STATED]->(s:Statement {sort_of_statement: 'head_account'})
    WHERE {{unscoped:Officer:o}} AND {{unscoped:Statement:s}} AND s.retired_at IS NULL
      AND s.issued_on >= t.first
      AND CASE WHEN s.period IS NULL
        THEN s.issued_on <= t.last + duration({years: 1}) ELSE s.period = left(t.period, 4) END
    RETURN s ORDER BY s.issued_on, s.uid LIMIT 1
  } AS made
RETURN t.uid AS trigger, t.period AS period, elementId(d) AS id, h.uid AS part, since,
  null AS base, null AS set_on, [h] AS owed_by, {uid: d.uid, id: elementId(d)} AS owed_at,
  head([s IN made | s.issued_on]) AS done_on, [s IN made | {uid: s.uid, id: elementId(s)}] AS by,
    null AS void,
  [] AS flags
