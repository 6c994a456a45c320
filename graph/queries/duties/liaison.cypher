// answers: When bureau, discipline team and supervision office had no liaison officer, and when
//   one was named again: at first since the document, or since the body is there, then since the
//   day after the last one left. The bureau of a court without one is its enforcement
//   department.
// parameters: $triggers (uid, period, first, last), $today
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (d:Department {uid: t.uid})-[:OF|STATIONED_AT]->(c:Court)
WHERE {{unscoped:Department:d}} AND d.retired_at IS NULL AND {{unscoped:Court:c}}
  AND (d.function IN ['bureau', 'discipline_team', 'supervision_office']
    OR d.function = 'enforcement' AND NOT EXISTS {
      MATCH (c)<-[:OF]-(whole:Department {function: 'bureau'}) WHERE {{unscoped:Department:whole}}
    })
WITH t, d, c, CASE WHEN d.valid_from > date('2021-02-26') THEN d.valid_from
    ELSE date('2021-02-26') END AS first, COLLECT {
    MATCH (o:Officer)-[l:LIAISON_OF]->(d)
    WHERE {{unscoped:Officer:o}} AND o.retired_at IS NULL AND {{unscoped:Department:d}}
    RETURN {number: o.number, uid: o.uid, id: elementId(o), from: coalesce(l.from,
      date('0001-01-01')),
      to: coalesce(l.to, date('9999-12-30')), here: EXISTS {
        MATCH (o)-[:SERVES]->(place:Department)-[:OF|STATIONED_AT]->(c)
        WHERE {{unscoped:Officer:o}} AND {{unscoped:Department:place}} AND {{unscoped:Court:c}}
      }} AS named
    ORDER BY named.from, named.to, named.uid
  } AS every
WITH *, [l IN every WHERE l.here] AS named
UNWIND [{part: '', since: first}]
  + [l IN named WHERE l.to + duration({days: 1}) > first
    | {part: l.uid + '|' + toString(l.to), since: l.to + duration({days: 1})}] AS gap
WITH *
WHERE none(l IN named WHERE l.from <= gap.since AND l.to >= gap.since)
  AND coalesce(d.valid_to >= gap.since, true)
WITH *, head([l IN named WHERE l.from > gap.since]) AS next
RETURN t.uid AS trigger, t.period AS period, elementId(d) AS id, gap.part AS part,
  gap.since AS since, null AS base, null AS set_on, [{uid: d.uid, id: elementId(d)}] AS owed_by,
    {uid: d.uid, id: elementId(d)} AS owed_at,
  next.from AS done_on,
  CASE WHEN next IS NULL THEN [] ELSE [{uid: next.uid, id: next.id}] END AS by,
  CASE WHEN next IS NULL AND d.valid_to < $today
    THEN '该单位已撤销|the body was abolished' END AS void,
  [l IN every WHERE NOT l.here AND gap.part = ''
    | l.number + '不是本院人员|' + l.number + ' does not serve at this court'] AS flags
