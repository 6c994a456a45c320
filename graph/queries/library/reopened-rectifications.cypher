// answers: Which rectifications were reopened after they had been closed, and by what.
// parameters: $court code, $first and $last (ranks), $limit
// rows: rectification, department, closed, reopened, causes, feedback
// starts from: rectification_by_c2_rank
{{start}}
WITH r
WHERE r.reopened_on IS NOT NULL
WITH r
ORDER BY r.reopened_on DESC, r.uid
LIMIT $limit
MATCH (r)-[:CARRIED_OUT_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN r.uid AS rectification, d.uid AS department, r.closed_on AS closed,
  r.reopened_on AS reopened,
  [(r)-[:REOPENED_BY]->(x:Check|Finding) WHERE {{visible:Check|Finding:x}} | x.uid][..20] AS causes,
  [(r)-[:ANSWERS]->(b:Feedback) WHERE {{visible:Feedback:b}} | b.uid][..20] AS feedback
