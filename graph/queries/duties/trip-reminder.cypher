// answers: Who is to be talked to because a trip was not reported as required or not truthfully,
//   and a party complained ($both; else either of the two); and whether the head of the
//   department did, and a truthful report was made up for. No report in $days days after the
//   return is not as required. A complaint is a petition about a case of the trip that names the
//   officer or nobody, or a problem of the trip that a petition or a call-back reported.
// parameters: $triggers (uid, period, first, last), $both, $days, $today
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: trip_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Trip {uid: t.uid})-[:SENT_BY]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE {{unscoped:Trip:n}} AND n.retired_at IS NULL AND n.returned_on IS NOT NULL
  AND {{unscoped:Department:d}} AND {{unscoped:Court:c}}
MATCH (n)<-[:MADE]-(o:Officer)
WHERE {{unscoped:Officer:o}}
WITH t, n, d, c, o, COLLECT {
    MATCH (n)<-[:REPORTS]-(r:TripReport)<-[:WROTE]-(o)
    WHERE {{unscoped:Trip:n}} AND {{unscoped:TripReport:r}} AND r.retired_at IS NULL
      AND {{unscoped:Officer:o}}
    RETURN r ORDER BY r.reported_on, r.uid
  } AS reports, n.returned_on + duration({days: toInteger($days)}) AS last
WITH t, n, d, c, o, reports, nullIf(reduce(m = date('9999-12-31'), d IN [r IN reports
  WHERE r.truthfulness = 'untruthful' | r.reported_on]
  + [day IN [last + duration({days: 1})] WHERE day <= $today
    AND none(r IN reports WHERE r.reported_on <= last) | day]
      | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS fault

WITH t, n, d, c, o, reports, fault, COLLECT {
    MATCH (n)-[:FOR]->(k:Case)<-[:ABOUT]-(p:Petition)
    WHERE {{unscoped:Trip:n}} AND {{unscoped:Case:k}} AND {{unscoped:Petition:p}}
      AND p.retired_at IS NULL
      AND p.received_on >= n.left_on
      AND (EXISTS { (p)-[:NAMES]->(o) }
        OR NOT EXISTS { MATCH (p)-[:NAMES]->(x:Officer) WHERE {{unscoped:Officer:x}} })
    RETURN {on: p.received_on, uid: p.uid} AS said
    UNION
    MATCH (n)<-[:CONCERNS]-(f:Finding)<-[:FOUND]-(s:Petition|Callback)
    WHERE {{unscoped:Trip:n}} AND {{unscoped:Finding:f}} AND f.retired_at IS NULL
      AND NOT f.status IN ['refuted', 'void']
      AND {{unscoped:Petition|Callback:s}} AND s.retired_at IS NULL
      AND (EXISTS { (f)-[:ATTRIBUTED_TO]->(o) }
        OR NOT EXISTS { MATCH (f)-[:ATTRIBUTED_TO]->(x:Officer) WHERE {{unscoped:Officer:x}} })
    RETURN {on: CASE WHEN s.rank <> '' THEN date(s.rank) END, uid: f.uid} AS said
  } AS complaints
WITH *, nullIf(reduce(m = date('9999-12-31'), d IN [s IN complaints WHERE s.on IS NOT NULL
  | s.on] | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS complaint
WITH *, CASE
    WHEN $both = 'both' AND (fault IS NULL OR complaint IS NULL) THEN null
    WHEN $both = 'both' THEN CASE WHEN fault > complaint THEN fault ELSE complaint END
    ELSE nullIf(reduce(m = date('9999-12-31'), d IN [day IN [fault, complaint]
      WHERE day IS NOT NULL | day] | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31'))
  END AS since, [s IN complaints | s.uid] + [r IN reports | r.uid] AS grounds
WHERE since IS NOT NULL
WITH *, COLLECT {
    MATCH (h:Officer)-[post:LEADS]->(d)
    WHERE {{unscoped:Officer:h}} AND h.retired_at IS NULL AND {{unscoped:Department:d}}
      AND NOT h.uid IN [o.uid]
      AND (post.from IS NULL OR post.from <= since) AND (post.to IS NULL OR post.to >= since)
    RETURN {uid: h.uid, id: elementId(h)} AS who ORDER BY who.uid
  } AS heads, COLLECT {
    MATCH (m:Measure)-[:APPLIED_TO]->(o)
    WHERE {{unscoped:Measure:m}} AND m.retired_at IS NULL AND m.form IN ['reminder',
      'criticism'] AND {{unscoped:Officer:o}}
      AND m.applied_on >= n.left_on
      AND (NOT EXISTS { MATCH (m)-[:CITES]->(x:Finding|Petition|Verification|Notice|TripReport|Callback|Lead)
        WHERE {{unscoped:Finding|Petition|Verification|Notice|TripReport|Callback|Lead:x}} } OR any(g IN [(m)-[:CITES]->(x:Finding|Petition|TripReport)
        WHERE {{unscoped:Finding|Petition|TripReport:x}} | x.uid] WHERE g IN grounds))
    RETURN {number: m.number, on: m.applied_on, record: {uid: m.uid, id: elementId(m)},
      own: EXISTS { (m)-[:ISSUED_BY]->(d) } OR EXISTS {
        MATCH (m)<-[:GAVE]-(h:Officer)-[post:LEADS]->(d)
        WHERE {{unscoped:Officer:h}} AND h.retired_at IS NULL AND {{unscoped:Department:d}}
          AND h <> o
          AND (post.from IS NULL OR post.from <= m.applied_on)
          AND (post.to IS NULL OR post.to >= m.applied_on)
      }} AS made
    ORDER BY made.on, made.number
  } AS talks
WITH *, head([m IN talks WHERE m.own AND m.on >= since]) AS talk,
  head([r IN reports WHERE r.reported_on >= fault AND r.truthfulness <> 'untruthful']) AS again
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, o.uid AS part, since,
  null AS base, null AS set_on, CASE WHEN heads = [] THEN [{uid: d.uid, id: elementId(d)}]
    ELSE heads END AS owed_by,
  {uid: d.uid, id: elementId(d)} AS owed_at,
  CASE
    WHEN fault IS NULL THEN talk.on
    WHEN again IS NOT NULL AND talk IS NOT NULL
    THEN CASE WHEN again.reported_on > talk.on THEN again.reported_on ELSE talk.on END
  END AS done_on,
  [m IN [talk] WHERE m IS NOT NULL | m.record]
    + [r IN [again] WHERE r IS NOT NULL | {uid: r.uid, id: elementId(r)}] AS by, null AS void,
  [m IN talks WHERE NOT m.own
    | m.number + '不是所在部门负责人所作|' + m.number + ' was not given by the head of department']
  + [m IN talks WHERE m.own AND m.on < since
    | m.number + '早于该情况|' + m.number + ' is older than its cause'] AS flags
