// answers: Whether each command centre that made call-backs in a month reported their statistics
//   and analysis to both discipline bodies of its court: of that month, or of one of so many
//   (t.from) of which it is the last.
// parameters: $triggers (uid, period, first, last, from)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (d:Department {uid: t.uid})-[:OF]->(c:Court)
WHERE {{unscoped:Department:d}} AND d.retired_at IS NULL AND d.function = 'command'
  AND {{unscoped:Court:c}}
  AND EXISTS {
    MATCH (d)<-[:MADE_BY]-(k:Callback)
    WHERE {{unscoped:Department:d}} AND {{unscoped:Callback:k}} AND k.retired_at IS NULL
      AND k.made_on >= t.first AND k.made_on <= t.last
  }
WITH t, d, c, t.last + duration({days: 1}) AS since, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND b.function IN ['discipline_team', 'supervision_office']
      AND coalesce(b.valid_from <= t.last, true) AND coalesce(b.valid_to >= t.last, true)
    RETURN b ORDER BY b.function, b.uid
  } AS bodies
WHERE bodies <> []
WITH t, d, since, bodies, COLLECT {
    MATCH (d)<-[:ISSUED_BY]-(s:Statement {sort_of_statement: 'callback_statistics'})
    WHERE {{unscoped:Department:d}} AND {{unscoped:Statement:s}} AND s.retired_at IS NULL
      AND left(toString(t.from), 7) <= s.period <= left(toString(t.first), 7)
      AND size(s.period) = 7
    RETURN {number: s.number, on: s.issued_on, record: {uid: s.uid, id: elementId(s)},
      over: left(toString(s.issued_on), 7) > s.period, to:
      [(s)-[:ADDRESSED_TO]->(b:Department) WHERE {{unscoped:Department:b}} | b.uid]} AS made
    ORDER BY made.on, made.number
  } AS made
WITH *, [b IN bodies | nullIf(reduce(m = date('9999-12-31'), d IN [s IN made
  WHERE b.uid IN s.to AND s.over | s.on] | CASE WHEN d < m THEN d
  ELSE m END), date('9999-12-31'))] AS told
RETURN t.uid AS trigger, t.period AS period, elementId(d) AS id, '' AS part, since,
  t.last AS base, null AS set_on, [{uid: d.uid, id: elementId(d)}] AS owed_by, {uid: d.uid,
    id: elementId(d)} AS owed_at,
  CASE WHEN all(on IN told WHERE on IS NOT NULL) THEN nullIf(reduce(m = date('0001-01-01'),
    d IN told | CASE WHEN d > m THEN d ELSE m END), date('0001-01-01')) END AS done_on,
  [s IN made WHERE s.over AND any(b IN bodies WHERE b.uid IN s.to) | s.record] AS by,
  null AS void,
  [s IN made WHERE NOT s.over
    | s.number + '在当月结束前报送|' + s.number + ' was reported before the month ended']
  + [i IN range(0, size(bodies) - 1) WHERE made <> [] AND told[i] IS NULL
    | '尚未报送' + bodies[i].name + '|not reported to ' + bodies[i].name] AS flags
