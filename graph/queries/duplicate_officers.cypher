// answers: What tells whether officers are the same person: posts with their courts, phone.
// parameters: $uids
// rows: uid, key, name, alike, phone, version, posts (department, post, court, court_name, from, to)
// starts from: officer_uid
UNWIND $uids AS uid
MATCH (n:Officer {uid: uid})
WHERE {{visible:Officer:n}}
RETURN n.uid AS uid, n.number AS key, n.name AS name, n.alike AS alike, n.phone AS phone,
  n.version AS version,
  COLLECT {
    MATCH (n)-[s:SERVES]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
    WHERE {{visible:Department:d}}
      AND {{visible:Court:c}}
    RETURN {department: d.name, post: s.post, court: c.code, court_name: c.name,
      from: s.from, to: s.to}
    ORDER BY s.from, d.number
    LIMIT 40
  } AS posts
