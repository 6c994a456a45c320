// answers: Every court that the actor knows, with its place in the tree.
// parameters: none
// rows: uid, code, name, level, c1, c2, c3
// starts from: court_by_rank
MATCH (n:Court)
USING INDEX n:Court(rank, uid)
WHERE n.rank > ''
  AND n.uid IS NOT NULL
  AND {{visible:Court:n}}
RETURN n.uid AS uid, n.code AS code, n.name AS name, n.level AS level,
  n.c1 AS c1, n.c2 AS c2, n.c3 AS c3
ORDER BY n.code
