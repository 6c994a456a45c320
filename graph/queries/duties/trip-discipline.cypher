// answers: Which breaches on trips that were verified the discipline bodies have to deal with,
//   because the officer did not report the trip as required or not truthfully. No report in
//   $days days after the return is not as required.
// parameters: $triggers (uid, period, first, last), $days, $today
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

WHERE fault IS NOT NULL
WITH t, n, c, o, reports, fault, COLLECT {
    MATCH (n)<-[:CONCERNS]-(f:Finding)-[:ATTRIBUTED_TO]->(o)
    WHERE {{unscoped:Trip:n}} AND {{unscoped:Finding:f}} AND f.retired_at IS NULL
      AND f.status = 'established' AND {{unscoped:Officer:o}}
    RETURN f
    UNION
    UNWIND reports AS r
    MATCH (r)-[:FOUND]->(f:Finding)-[:ATTRIBUTED_TO]->(o)
    WHERE {{unscoped:TripReport:r}} AND {{unscoped:Finding:f}} AND f.retired_at IS NULL
      AND f.status = 'established'
      AND {{unscoped:Officer:o}}
    RETURN f
  } AS breaches
UNWIND breaches AS f
WITH t, n, c, o, reports, fault, f, nullIf(reduce(m = date('0001-01-01'),
  d IN [(s:Petition|Verification|Inspection|Visit|Callback|Tracking)
    -[:FOUND]->(f)
      WHERE {{unscoped:Petition|Verification|Inspection|Visit|Callback|Tracking:s}}
      AND {{unscoped:Finding:f}}
      AND s.rank <> '' | date(s.rank)]
  + [fault] | CASE WHEN d > m THEN d ELSE m END), date('0001-01-01')) AS since
WITH t, n, o, reports, f, since, c, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND b.function IN ['discipline_team', 'supervision_office']
      AND coalesce(b.valid_from <= since, true) AND coalesce(b.valid_to >= since, true)
    RETURN b ORDER BY b.function, b.uid
  } AS bodies
WITH t, n, o, reports, f, since, bodies, COLLECT {
    MATCH (m:Measure)-[:APPLIED_TO]->(o)
    WHERE {{unscoped:Measure:m}} AND m.retired_at IS NULL AND {{unscoped:Officer:o}}
      AND m.applied_on >= n.left_on
      AND NOT m.form IN ['resigned', 'not_served', 'reinstated']
      AND (EXISTS { (m)-[:CITES]->(f) } OR any(r IN reports WHERE EXISTS {
        MATCH (m)-[:CITES]->(r) WHERE {{unscoped:TripReport:r}} }))
    RETURN {number: m.number, on: m.applied_on, record: {uid: m.uid, id: elementId(m)},
      own: any(b IN bodies WHERE EXISTS {
        MATCH (m)-[:ISSUED_BY]->(b) WHERE {{unscoped:Department:b}} })} AS made
    ORDER BY made.on, made.number
  } AS measures
WITH *, [m IN measures WHERE m.own AND m.on >= since] AS good
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, o.uid + '|' + f.uid AS part, since,
  null AS base, null AS set_on, [b IN bodies | {uid: b.uid, id: elementId(b)}] AS owed_by,
    null AS owed_at,
  head([m IN good | m.on]) AS done_on, [m IN good | m.record] AS by, null AS void,
  [m IN measures WHERE NOT m.own
    | m.number + '不是本院纪检监察机构所作|' + m.number + ' is not of the court\'s discipline bodies']
  + [m IN measures WHERE m.own AND m.on < since
    | m.number + '早于查证属实之日|' + m.number + ' is older than the verification'] AS flags
