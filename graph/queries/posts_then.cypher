// answers: Every posting of several officers, each officer's earliest first, those without dates
//   last; an officer without any has one row without a department.
// parameters: $officers uids
// rows: officer (uid), post, since, until, uid of the department, department (number, name), court
//   (code, name)
// starts from: officer_uid
MATCH (o:Officer)
WHERE o.uid IN $officers
  AND {{visible:Officer:o}}
OPTIONAL MATCH (o)-[s:SERVES]->(d:Department)
WHERE {{visible:Department:d}}
OPTIONAL MATCH (d)-[:OF|STATIONED_AT]->(c:Court)
WHERE {{visible:Court:c}}
RETURN o.uid AS officer, s.post AS post, s.from AS since, s.to AS until,
  d.uid AS uid, d.number AS department, d.name AS department_name,
  c.code AS court, c.name AS court_name
ORDER BY officer, coalesce(s.from, s.to, date('9999-12-31')), department, court
