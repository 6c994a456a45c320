// answers: Which officers have to report on integrity after an enforcement case was concluded:
//   those who handled it when it was ($asked: each of them, or none); and whether they did.
// parameters: $triggers (uid, period, first, last), $asked
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: case_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Case {uid: t.uid})-[:ENFORCED_BY]->(c:Court)
WHERE {{unscoped:Case:n}} AND n.retired_at IS NULL AND n.type_code IN ['enforcement', 'resumed']
  AND n.concluded_on IS NOT NULL AND $asked = 'each' AND {{unscoped:Court:c}}
MATCH (n)<-[h:HANDLES]-(o:Officer)
WHERE {{unscoped:Officer:o}} AND (h.from IS NULL OR h.from <= n.concluded_on)
  AND (h.to IS NULL OR h.to >= n.concluded_on)
WITH DISTINCT t, n, c, o, n.concluded_on AS since
WITH t, n, c, o, since, [(n)<-[:ON]-(r:IntegrityReport)-[:BY]->(o)
    WHERE {{unscoped:IntegrityReport:r}} AND r.retired_at IS NULL
    | {number: r.number, on: r.filed_on, record: {uid: r.uid, id: elementId(r)}}] AS reports
WITH *, [r IN reports WHERE r.on >= since] AS good
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, o.uid AS part, since,
  null AS base, null AS set_on, [{uid: o.uid, id: elementId(o)}] AS owed_by,
  head(COLLECT {
    MATCH (o)-[post:SERVES]->(place:Department)
    WHERE {{unscoped:Officer:o}} AND {{unscoped:Department:place}}
      AND (post.from IS NULL OR post.from <= since) AND (post.to IS NULL OR post.to >= since)
    RETURN {uid: place.uid, id: elementId(place)}
    ORDER BY EXISTS { MATCH (place)-[:OF|STATIONED_AT]->(c) WHERE {{unscoped:Court:c}} } DESC,
      post.from IS NULL, post.from DESC, place.uid
    LIMIT 1
  }) AS owed_at,
  nullIf(reduce(m = date('9999-12-31'), d IN [r IN good | r.on]
    | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS done_on, [r IN good
    | r.record] AS by, null AS void,
  [r IN reports WHERE r.on < since
    | r.number + '的报告早于结案之日|' + r.number + ' is older than the conclusion'] AS flags
