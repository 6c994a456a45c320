// answers: Which problems several quarterly feedbacks cover.
// parameters: $court code, $first and $last (ranks), $limit, $least feedbacks
// rows: problem, times, latest, feedback, courts
// starts from: feedback_by_c2_rank
{{start}}
WITH b
WHERE b.sort_of_feedback IN ['quarterly', 'petition_quarterly']
MATCH (b)-[:COVERS]->(f:Finding)
WHERE f.retired_at IS NULL
  AND {{visible:Finding:f}}
MATCH (f)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
MATCH (f)-[:AT]->(c:Court)
WHERE {{visible:Court:c}}
WITH p, count(DISTINCT b) AS times, max(b.issued_on) AS latest,
  collect(DISTINCT b.uid)[..20] AS feedback, collect(DISTINCT c.uid)[..20] AS courts
WHERE times >= $least
RETURN p.uid AS problem, times, latest, feedback, courts
ORDER BY times DESC, latest DESC, p.code
LIMIT $limit
