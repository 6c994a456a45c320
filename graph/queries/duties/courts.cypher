// answers: Every court with those above it, now and formerly: what is needed to say which court
//   stood above which on any day. Not a rule: the facts of several rules ask it.
// parameters: none
// rows: uid, id (element id), name, level, since, until, retired, under (uid of the present
//   superior), formerly (what: uid, since, until)
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (k:Court)
WHERE k.uid >= '' AND {{unscoped:Court:k}}
RETURN k.uid AS uid, elementId(k) AS id, k.name AS name, k.level AS level,
  k.valid_from AS since, k.valid_to AS until, k.retired_at IS NOT NULL AS retired,
  head([(k)-[:UNDER]->(u:Court) WHERE {{unscoped:Court:u}} | u.uid]) AS under,
  [(k)-[w:WAS_UNDER]->(f:Court) WHERE {{unscoped:Court:f}}
    | {what: f.uid, since: w.from, until: w.to}] AS formerly
