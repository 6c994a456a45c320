// answers: Whether each court held its judges' meeting: once in so many quarters (t.from), the
//   last of which is the period. One held in the quarter after makes up for it, late. A
//   court owes it for a quarter through the whole of which it was there.
// parameters: $triggers (uid, period, first, last, from)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (c:Court {uid: t.uid})
WHERE {{unscoped:Court:c}} AND c.retired_at IS NULL
  AND coalesce(c.valid_from <= t.first, true) AND coalesce(c.valid_to >= t.last, true)
WITH t, c, t.last + duration({days: 1}) + duration({months: 3}) AS end
WITH t, c, COLLECT {
    MATCH (c)<-[:HELD_BY]-(m:Meeting {sort_of_meeting: 'judges'})
    WHERE {{unscoped:Court:c}} AND {{unscoped:Meeting:m}} AND m.retired_at IS NULL
      AND m.held_on >= t.from AND m.held_on < end
    RETURN m ORDER BY m.held_on, m.uid LIMIT 1
  } AS held
RETURN t.uid AS trigger, t.period AS period, elementId(c) AS id, '' AS part,
  t.first AS since, null AS base, null AS set_on, [{uid: c.uid, id: elementId(c)}] AS owed_by,
  null AS owed_at, head([m IN held | m.held_on]) AS done_on,
  [m IN held | {uid: m.uid, id: elementId(m)}] AS by, null AS void, [] AS flags
