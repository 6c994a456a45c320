// answers: Which problems were widespread at a court in a quarter (at least $findings
//   established findings, attributed to at least $officers officers), and whether its discipline
//   bodies proposed improvements to the bureau. One duty a problem; what is proposed in the
//   quarter after next is for a later one.
// parameters: $triggers (uid, period, first, last), $findings, $officers
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (c:Court {uid: t.uid})<-[:AT]-(f:Finding)
WHERE {{unscoped:Court:c}} AND c.retired_at IS NULL AND {{unscoped:Finding:f}}
  AND f.status = 'established'
  AND f.retired_at IS NULL AND f.occurred_on >= t.first AND f.occurred_on <= t.last
MATCH (f)-[:OF_PROBLEM]->(p:Problem)
WHERE {{unscoped:Problem:p}}
WITH t, c, p, count(DISTINCT f) AS many, collect(DISTINCT
  head([(f)-[:ATTRIBUTED_TO]->(o:Officer) WHERE {{unscoped:Officer:o}} | o.uid])) AS people
WHERE many >= $findings AND size(people) >= $officers
WITH t, c, p, t.last + duration({days: 1}) AS since
WITH t, c, p, since, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND b.function IN ['discipline_team', 'supervision_office']
      AND coalesce(b.valid_from <= t.last, true) AND coalesce(b.valid_to >= t.last, true)
    RETURN b ORDER BY b.function, b.uid
  } AS bodies
WITH t, c, p, since, bodies, COLLECT {
    UNWIND bodies AS by
    MATCH (by)<-[:ISSUED_BY]-(n:Proposal)
    WHERE {{unscoped:Proposal:n}} AND n.retired_at IS NULL AND {{unscoped:Department:by}}
      AND n.issued_on >= t.first AND n.issued_on < since + duration({months: 3})
      AND (EXISTS { (n)-[:CITES]->(p) } OR EXISTS {
        MATCH (n)-[:CITES]->(f:Finding)-[:OF_PROBLEM]->(p) WHERE {{unscoped:Finding:f}}
          AND {{unscoped:Problem:p}}
      })
    RETURN {number: n.number, on: n.issued_on, record: {uid: n.uid, id: elementId(n)},
      bureau: EXISTS {
        MATCH (n)-[:ADDRESSED_TO]->(x:Court|Department)-[:OF*0..1]->(c)
        WHERE {{unscoped:Court|Department:x}} AND {{unscoped:Court:c}}
          AND NOT coalesce(x.function, '') IN ['supervision_office', 'discipline_team']
      }} AS made
    ORDER BY made.on, made.number
  } AS made
WITH *, [n IN made WHERE n.bureau AND n.on >= since] AS good
RETURN t.uid AS trigger, t.period AS period, elementId(c) AS id, p.uid AS part, since,
  null AS base, null AS set_on, [b IN bodies | {uid: b.uid, id: elementId(b)}] AS owed_by,
    null AS owed_at,
  head([n IN good | n.on]) AS done_on, [n IN good | n.record] AS by, null AS void,
  [n IN made WHERE NOT n.bureau
    | n.number + '不是向本院执行局提出的|' + n.number + ' was not made to this court\'s bureau']
  + [n IN made WHERE n.bureau AND n.on < since
    | n.number + '早于当季结束|' + n.number + ' was made before the quarter ended'] AS flags
