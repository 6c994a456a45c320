// answers: The latest notices to a court itself or to a department of it.
// parameters: $court uid, $limit
// rows: uid, number, title, sort, on, to (names)
// starts from: court_uid
MATCH (c:Court {uid: $court})
WHERE {{visible:Court:c}}
CALL (c) {
  MATCH (c)<-[:ADDRESSED_TO]-(n:Notice)
  WHERE {{visible:Court:c}} AND {{visible:Notice:n}} AND n.retired_at IS NULL
  RETURN n
  UNION
  MATCH (c)<-[:OF]-(o:Department)<-[:ADDRESSED_TO]-(n:Notice)
  WHERE {{visible:Court:c}} AND {{visible:Department:o}} AND {{visible:Notice:n}}
    AND n.retired_at IS NULL
  RETURN n
}
WITH DISTINCT n
ORDER BY n.issued_on DESC, n.uid DESC
LIMIT $limit
RETURN n.uid AS uid, n.number AS number, n.headline AS title, n.sort_of_notice AS sort,
  n.issued_on AS on,
  [(n)-[:ADDRESSED_TO]->(o:Court|Department) WHERE {{visible:Notice:n}}
    AND {{visible:Court|Department:o}} | o.name] AS to
ORDER BY on DESC, uid DESC
