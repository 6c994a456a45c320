// answers: What bureau, discipline team and supervision office did about an early sign of a
//   breach: a reminder talk or warning interview by one of them, and its correction entered in
//   the ledger. It is known since the day of what found it.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: finding_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Finding {uid: t.uid})-[:AT]->(c:Court)
WHERE {{unscoped:Finding:n}} AND n.retired_at IS NULL AND n.early_sign AND {{unscoped:Court:c}}
  AND NOT n.status IN ['refuted', 'void']
WITH t, n, c, coalesce(nullIf(reduce(m = date('9999-12-31'),
  d IN [(s:Review|Petition|Verification|Inspection|Visit|Callback|Meeting|Tracking|TripReport|Event|Disclosure)
    -[:FOUND]->(n)
      WHERE {{unscoped:Review|Petition|Verification|Inspection|Visit|Callback|Meeting|Tracking|TripReport|Event|Disclosure:s}}
      AND {{unscoped:Finding:n}} AND s.rank >= n.rank AND s.rank <> '' | date(s.rank)]
        | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')),
  n.occurred_to, n.occurred_on) AS since
WITH t, n, c, since, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND coalesce(b.valid_from <= since, true) AND coalesce(b.valid_to >= since, true)
      AND (b.function IN ['bureau', 'discipline_team', 'supervision_office']
        OR b.function = 'enforcement' AND NOT EXISTS {
          MATCH (c)<-[:OF]-(whole:Department {function: 'bureau'})
            WHERE {{unscoped:Department:whole}}
        })
    RETURN b ORDER BY b.function, b.uid
  } AS bodies
WITH t, n, c, since, bodies, COLLECT {
    MATCH (n)<-[:CITES]-(m:Measure)
    WHERE {{unscoped:Finding:n}} AND {{unscoped:Measure:m}} AND m.retired_at IS NULL
      AND m.form IN ['reminder', 'warning']
    RETURN {number: m.number, on: m.applied_on, record: {uid: m.uid, id: elementId(m)},
      own: any(b IN bodies WHERE EXISTS {
          MATCH (m)-[:ISSUED_BY]->(b) WHERE {{unscoped:Department:b}}
        } OR EXISTS {
          MATCH (m)<-[:GAVE]-(o:Officer) WHERE {{unscoped:Officer:o}} AND EXISTS {
        MATCH (o)-[post:SERVES]->(place:Department)-[:OF|STATIONED_AT]->(c)
        WHERE {{unscoped:Officer:o}} AND {{unscoped:Department:place}} AND {{unscoped:Court:c}}
          AND (post.from IS NULL OR post.from <= m.applied_on)
          AND (post.to IS NULL OR post.to >= m.applied_on)
          AND (place = b OR b.function IN ['bureau', 'enforcement'] AND place.function
            IN ['bureau', 'enforcement', 'review', 'petitions', 'command'])
      }
        })} AS made
    ORDER BY made.on, made.number
  } AS talks, COLLECT {
    MATCH (n)<-[:FIXES]-(r:Rectification)
    WHERE {{unscoped:Finding:n}} AND {{unscoped:Rectification:r}} AND r.retired_at IS NULL
    RETURN {on: r.opened_on, record: {uid: r.uid, id: elementId(r)}} AS made ORDER BY made.on,
      made.record.uid
  } AS fixes
WITH *, head([m IN talks WHERE m.own AND m.on >= since]) AS talk,
  head([r IN fixes WHERE r.on >= since]) AS fix
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, '' AS part, since,
  null AS base, null AS set_on, [b IN bodies | {uid: b.uid, id: elementId(b)}] AS owed_by,
    null AS owed_at,
  CASE WHEN talk.on >= fix.on THEN talk.on WHEN talk IS NOT NULL THEN fix.on END AS done_on,
  [x IN [talk, fix] WHERE x IS NOT NULL | x.record] AS by, null AS void,
  [m IN talks WHERE NOT m.own
    | m.number + '不是本院三方所作|' + m.number + ' is not of the three bodies of this court']
  + [m IN talks WHERE m.own AND m.on < since
    | m.number + '早于发现之日|' + m.number + ' is older than the finding'] AS flags
