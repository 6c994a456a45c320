// answers: Courts with all that is needed to say how they were on any day: the courts named, those
//   that succeed them (up to five mergers on), and the present and former superiors of all these.
// parameters: $codes court codes
// rows: uid, code, name, level, since, until, under (code of the present superior), formerly (code,
//   since, until), names (name, since, until), successors (code, since)
// starts from: court_code
MATCH (c:Court)
WHERE c.code IN $codes
  AND {{visible:Court:c}}
MATCH (s:Court)-[:SUCCEEDS*0..5]->(c)
WHERE {{visible:Court:s}}
WITH DISTINCT s
MATCH (s)-[:UNDER|WAS_UNDER*0..1]->(k:Court)
WHERE {{visible:Court:k}}
WITH DISTINCT k
RETURN k.uid AS uid, k.code AS code, k.name AS name, k.level AS level,
  k.valid_from AS since, k.valid_to AS until,
  head([(k)-[:UNDER]->(u:Court) WHERE {{visible:Court:u}} | u.code]) AS under,
  [(k)-[w:WAS_UNDER]->(f:Court) WHERE {{visible:Court:f}}
    | {what: f.code, since: w.from, until: w.to}] AS formerly,
  [(n:CourtName)-[:NAME_OF]->(k) WHERE {{visible:CourtName:n}} AND n.retired_at IS NULL
    | {what: n.name, since: n.valid_from, until: n.valid_to}] AS names,
  [(next:Court)-[x:SUCCEEDS]->(k) WHERE {{visible:Court:next}}
    | {what: next.code, since: x.on}] AS successors
ORDER BY code
