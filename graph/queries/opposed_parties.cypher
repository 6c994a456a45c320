// answers: Cases in which one of two parties applied and the other is the respondent.
// parameters: $one uid, $other uid, $limit
// rows: number of the case, null where the asker may not read it
// starts from: party_uid
// unscoped: a conflict is one whether who asks may read the case or not; what may not be read is
//   not named
MATCH (a:Party {uid: $one})
WHERE {{unscoped:Party:a}}
MATCH (b:Party {uid: $other})
WHERE {{unscoped:Party:b}}
MATCH (a)-[r:PARTY_TO]->(n:Case)<-[s:PARTY_TO]-(b)
WHERE {{unscoped:Case:n}}
  AND n.retired_at IS NULL
  AND (r.role = 'applicant' AND s.role = 'respondent' OR r.role = 'respondent' AND s.role = 'applicant')
RETURN DISTINCT CASE WHEN {{visible:Case:n}} THEN n.number END AS number
ORDER BY number
LIMIT $limit
