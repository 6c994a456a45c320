// answers: Courts with those above them, now and formerly: what is needed to say which court stood
//   above which on any day. Not a rule: the facts of several rules ask it.
// parameters: $uids of courts
// rows: uid, id (element id), code, name, level, since, until, under (uid of the present superior),
//   formerly (uid, since, until)
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $uids AS uid
MATCH (c:Court {uid: uid})-[:UNDER|WAS_UNDER*0..3]->(k:Court)
WHERE {{unscoped:Court:c}} AND {{unscoped:Court:k}}
WITH DISTINCT k
RETURN k.uid AS uid, elementId(k) AS id, k.code AS code, k.name AS name, k.level AS level,
  k.valid_from AS since, k.valid_to AS until,
  head([(k)-[:UNDER]->(u:Court) WHERE {{unscoped:Court:u}} | u.uid]) AS under,
  [(k)-[w:WAS_UNDER]->(f:Court) WHERE {{unscoped:Court:f}}
    | {what: f.uid, since: w.from, until: w.to}] AS formerly
