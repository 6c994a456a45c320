// answers: What tells whether parties are the same: court, phone, identity number, cases.
// parameters: $uids
// rows: uid, key, name, alike, phone, identity, nature, version, court, court_name, cases (uid,
//   title, role)
// starts from: party_uid
UNWIND $uids AS uid
MATCH (n:Party {uid: uid})
WHERE {{visible:Party:n}}
OPTIONAL MATCH (n)-[:REGISTERED_BY]->(c:Court)
WHERE {{visible:Court:c}}
RETURN n.uid AS uid, n.number AS key, n.name AS name, n.alike AS alike, n.phone AS phone,
  n.identity_number AS identity, n.nature AS nature, n.version AS version,
  c.code AS court, c.name AS court_name,
  COLLECT {
    MATCH (n)-[r:PARTY_TO]->(k:Case)
    WHERE {{visible:Case:k}}
    RETURN {uid: k.uid, title: k.headline, role: r.role}
    ORDER BY k.rank DESC, k.uid
    LIMIT 40
  } AS cases
