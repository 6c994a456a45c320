// answers: Which closed rectifications are to be filed with the judges' meeting of the own
//   court, and when they were.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: rectification_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Rectification {uid: t.uid})-[:CARRIED_OUT_BY]->(d:Department)
WHERE {{unscoped:Rectification:n}} AND n.retired_at IS NULL AND {{unscoped:Department:d}}
  AND n.state = 'closed' AND n.reopened_on IS NULL
WITH t, n, d, n.closed_on AS since,
  [(n)-[w:FILED_WITH]->(m:Meeting) WHERE {{unscoped:Meeting:m}} AND m.retired_at IS NULL
    | {number: m.number, record: {uid: m.uid, id: elementId(m)}, on: coalesce(w.on, m.held_on),
       judges: m.sort_of_meeting = 'judges',
       own: EXISTS {
         MATCH (m)-[:HELD_BY]->(k:Court)<-[:OF|STATIONED_AT]-(d)
         WHERE {{unscoped:Court:k}} AND {{unscoped:Department:d}}
       }}] AS filed
WITH *, [f IN filed WHERE f.judges AND f.own AND f.on >= since] AS good
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, '' AS part,
  since, null AS base, null AS set_on, [{uid: d.uid, id: elementId(d)}] AS owed_by,
  {uid: d.uid, id: elementId(d)} AS owed_at,
  nullIf(reduce(m = date('9999-12-31'), d IN [f IN good | f.on]
    | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS done_on, [f IN good
    | f.record] AS by, null AS void,
  [f IN filed WHERE NOT f.own
    | f.number + '是其他法院的会议，不是本院备案|' + f.number + ' is a meeting of another court']
  + [f IN filed WHERE f.own AND NOT f.judges
    | f.number + '不是执行专业法官会议|' + f.number + ' is no judges\' meeting']
  + [f IN filed WHERE f.own AND f.judges AND f.on < since
    | f.number + '的备案早于销号|' + f.number + ' was filed before the closing'] AS flags
