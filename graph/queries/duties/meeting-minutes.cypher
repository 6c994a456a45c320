// answers: Whether a judges' meeting that agreed issued its minutes, and whether what they
//   require of others has entered the ledgers of those whom it binds.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: meeting_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Meeting {uid: t.uid})-[:HELD_BY]->(c:Court)
WHERE {{unscoped:Meeting:n}} AND n.retired_at IS NULL AND n.sort_of_meeting = 'judges' AND n.agreed
  AND {{unscoped:Court:c}}
WITH t, n, c, n.held_on AS since, COLLECT {
    MATCH (n)<-[:FROM]-(o:Opinion)-[:BINDS]->(x:Court|Department)
    WHERE {{unscoped:Meeting:n}} AND {{unscoped:Opinion:o}} AND o.retired_at IS NULL
      AND {{unscoped:Court|Department:x}}
    WITH o, x, CASE WHEN x:Court THEN x
      ELSE head([(x)-[:OF]->(up:Court) WHERE {{unscoped:Court:up}} | up]) END AS at
    RETURN {number: o.number, where: x.name, entered: COLLECT {
        MATCH (o)<-[:ANSWERS]-(r:Rectification)-[:CARRIED_OUT_BY]->(d:Department)-[:OF]->(at)
        WHERE {{unscoped:Opinion:o}} AND {{unscoped:Rectification:r}} AND r.retired_at IS NULL
          AND {{unscoped:Department:d}}
          AND {{unscoped:Court:at}}
        RETURN {uid: r.uid, id: elementId(r), on: coalesce(r.opened_on, date(r.created_at))} AS made
        ORDER BY made.on, made.uid
      }} AS asked
    ORDER BY asked.number, asked.where
  } AS required
WITH *, [a IN required | head([r IN a.entered WHERE r.on >= since])] AS entered
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, '' AS part, since,
  null AS base, null AS set_on, [{uid: c.uid, id: elementId(c)}] AS owed_by, null AS owed_at,
  CASE
    WHEN n.minutes_on IS NOT NULL AND all(r IN entered WHERE r IS NOT NULL)
    THEN nullIf(reduce(m = date('0001-01-01'), d IN [n.minutes_on] + [r IN entered | r.on]
      | CASE WHEN d > m THEN d ELSE m END), date('0001-01-01'))
  END AS done_on,
  [each IN [n] WHERE each.minutes_on IS NOT NULL | {uid: each.uid, id: elementId(each)}]
    + [r IN entered WHERE r IS NOT NULL | {uid: r.uid, id: r.id}] AS by,
  null AS void,
  [a IN required WHERE a.entered = []
    | a.number + '的要求尚未列入' + a.where + '的问题台账|' + a.number
      + ' has not entered the ledger of ' + a.where]
  + [a IN required WHERE any(r IN a.entered WHERE r.on < since)
    | a.number + '的整改早于会议|the rectification of ' + a.number + ' is older than the meeting']
    AS flags
