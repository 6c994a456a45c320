// answers: Who has to report to the head of the department after the return from a trip, and
//   whether the report was given.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: trip_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Trip {uid: t.uid})-[:SENT_BY]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE {{unscoped:Trip:n}} AND n.retired_at IS NULL AND {{unscoped:Department:d}}
  AND {{unscoped:Court:c}}
MATCH (n)<-[:MADE]-(o:Officer)
WHERE {{unscoped:Officer:o}}
WITH t, n, d, c, o, n.returned_on AS since, COLLECT {
    MATCH (n)<-[:REPORTS]-(r:TripReport)
    WHERE {{unscoped:Trip:n}} AND {{unscoped:TripReport:r}} AND r.retired_at IS NULL
    RETURN {number: r.number, on: r.reported_on, record: {uid: r.uid, id: elementId(r)},
      own: EXISTS { MATCH (r)<-[:WROTE]-(o) WHERE {{unscoped:Officer:o}} },
      head: EXISTS {
        MATCH (r)-[:RECEIVED_BY]->(h:Officer)-[post:LEADS]->(b:Department)-[:OF|STATIONED_AT]->(c)
        WHERE {{unscoped:Officer:h}} AND {{unscoped:Department:b}} AND {{unscoped:Court:c}}
          AND h <> o
          AND (post.from IS NULL OR post.from <= r.reported_on)
          AND (post.to IS NULL OR post.to >= r.reported_on)
      } OR NOT EXISTS { MATCH (r)-[:RECEIVED_BY]->(h:Officer) WHERE {{unscoped:Officer:h}} }
    } AS report
    ORDER BY report.on, report.number
  } AS reports
WITH *, [r IN reports WHERE r.own AND r.head AND r.on >= since] AS good
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, o.uid AS part, since,
  null AS base, null AS set_on, [{uid: o.uid, id: elementId(o)}] AS owed_by,
  coalesce(head(COLLECT {
    MATCH (o)-[post:SERVES]->(place:Department)
    WHERE {{unscoped:Officer:o}} AND {{unscoped:Department:place}}
      AND (post.from IS NULL OR post.from <= since) AND (post.to IS NULL OR post.to >= since)
    RETURN {uid: place.uid, id: elementId(place)}
    ORDER BY EXISTS { MATCH (place)-[:OF|STATIONED_AT]->(c) WHERE {{unscoped:Court:c}} } DESC,
      post.from IS NULL, post.from DESC, place.uid
    LIMIT 1
  }), {uid: d.uid, id: elementId(d)}) AS owed_at,
  nullIf(reduce(m = date('9999-12-31'), d IN [r IN good | r.on]
    | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS done_on, [r IN good
    | r.record] AS by, null AS void,
  [r IN reports WHERE r.own AND NOT r.head
    | r.number + '没有向所在部门负责人报告|' + r.number + ' wasn\'t made to the head of department']
  + [r IN reports WHERE r.own AND r.head AND r.on < since
    | r.number + '的报告早于返回之日|' + r.number + ' is older than the return'] AS flags
