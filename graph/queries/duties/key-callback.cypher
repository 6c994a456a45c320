// answers: Which enforcement cases the command centre has to ask about: open for more than
//   eighteen months; with property and not really concluded within the statutory period; a
//   petition about them; a follow-up order from above. A terminated round with property is not
//   concluded in fact. The days by which the statutory period was extended, or that do not count,
//   are added (Case.extension_days).
// parameters: $triggers (uid, period, first, last), $open_for, $statutory, $non_litigation (months)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: case_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
CALL (t) {
  MATCH (k:Case {uid: t.uid})
  WHERE {{unscoped:Case:k}}
  UNWIND [
    {part: 'long_open', ended: k.concluded_on,
     since: k.filed_on + duration({months: $open_for}) + duration({days: 1})},
    {part: 'overdue',
     ended: CASE WHEN k.outcome = 'terminated_round' THEN null ELSE k.concluded_on END,
     since: CASE WHEN k.has_property THEN
       k.filed_on + duration({months: CASE WHEN k.non_litigation THEN $non_litigation ELSE $statutory END})
         + duration({days: coalesce(k.extension_days, 0) + 1}) END}
  ] AS each
  WITH k, each
  WHERE each.since IS NOT NULL AND coalesce(each.ended >= each.since, true)
  RETURN k AS n, k, each.part AS part, each.since AS since
  UNION
  MATCH (n:Petition {uid: t.uid})-[:ABOUT]->(k:Case)
  WHERE {{unscoped:Petition:n}} AND n.retired_at IS NULL AND {{unscoped:Case:k}}
  RETURN n, k, k.uid AS part, n.received_on AS since
  UNION
  MATCH (n:Transfer {uid: t.uid})-[:ON]->(x:Case|Step)
  WHERE {{unscoped:Transfer:n}} AND n.retired_at IS NULL AND n.sort_of_transfer = 'supervised'
    AND {{unscoped:Case|Step:x}}
  MATCH (x)<-[:HAS_STEP*0..1]-(k:Case)
  WHERE {{unscoped:Case:k}} AND NOT EXISTS {
    MATCH (n)-[:ORDERED_BY]->(c:Court)<-[:ENFORCED_BY]-(k) WHERE {{unscoped:Court:c}}
  }
  RETURN n, k, k.uid AS part, n.ordered_on AS since
}
WITH t, n, k, part, since
WHERE k.retired_at IS NULL AND k.type_code IN ['enforcement', 'resumed']
MATCH (k)-[:ENFORCED_BY]->(c:Court)
WHERE {{unscoped:Case:k}} AND {{unscoped:Court:c}}
WITH t, n, k, part, since, head(COLLECT {
    MATCH (c)<-[:OF]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND b.function IN ['bureau', 'command', 'enforcement']
    RETURN b ORDER BY b.function <> 'command', b.function, b.uid LIMIT 1
  }) AS d
WHERE d IS NOT NULL
WITH t, n, d, part, since, COLLECT {
    MATCH (k)<-[:ABOUT*0..1]-(of:Case|Petition)<-[:ASKS_ABOUT]-(b:Callback)-[:MADE_BY]->(m:Department)
    WHERE {{unscoped:Case:k}} AND {{unscoped:Case|Petition:of}} AND {{unscoped:Callback:b}}
      AND b.retired_at IS NULL AND {{unscoped:Department:m}}
      AND b.occasion IN ['long_open', 'overdue', 'petition', 'supervised'] AND b.made_on >= since
    RETURN DISTINCT {number: b.number, on: b.made_on, own: m = d, record: {uid: b.uid,
      id: elementId(b)}} AS made
    ORDER BY made.on, made.number
  } AS made
WITH *, head([b IN made WHERE b.own]) AS good
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, part, since, null AS base,
  null AS set_on, [{uid: d.uid, id: elementId(d)}] AS owed_by, {uid: d.uid,
    id: elementId(d)} AS owed_at, good.on AS done_on,
  CASE WHEN good IS NULL THEN [] ELSE [good.record] END AS by, null AS void,
  [b IN made WHERE NOT b.own
    | b.number + '不是执行指挥中心的回访|' + b.number + ' was not made by the command centre']
    AS flags
