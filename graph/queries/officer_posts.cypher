// answers: Every posting of an officer, earliest first, those without dates last.
// parameters: $officer uid, $limit
// rows: post, since, until, uid of the department, department (number, name), court (code, name)
// starts from: officer_uid
MATCH (o:Officer {uid: $officer})-[s:SERVES]->(d:Department)
WHERE {{file:Officer:o}}
  AND {{file:Department:d}}
OPTIONAL MATCH (d)-[:OF|STATIONED_AT]->(c:Court)
WHERE {{file:Court:c}}
RETURN s.post AS post, s.from AS since, s.to AS until,
  d.uid AS uid, d.number AS department, d.name AS department_name,
  c.code AS court, c.name AS court_name
ORDER BY coalesce(s.from, s.to, date('9999-12-31')), d.number, c.code
LIMIT $limit
