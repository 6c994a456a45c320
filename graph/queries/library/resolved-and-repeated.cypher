// answers: Which petitions were repeated after they had been resolved.
// parameters: $court code, $first and $last (ranks), $limit
// rows: petition, resolution, resolved, handler, again, received
// starts from: petition_by_c2_rank
{{start}}
WITH t, coalesce(t.procedural_on, t.staged_on, t.final_on) AS resolved
WHERE resolved IS NOT NULL
MATCH (n:Petition)-[:REPEATS]->(t)
WHERE n.received_on > resolved
  AND n.retired_at IS NULL
  AND {{visible:Petition:n}}
WITH t, resolved, n
ORDER BY n.received_on DESC, n.uid
LIMIT $limit
MATCH (t)-[:HANDLED_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN t.uid AS petition, t.resolution AS resolution, resolved, d.uid AS handler, n.uid AS again,
  n.received_on AS received
