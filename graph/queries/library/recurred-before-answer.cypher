// answers: After which feedback a problem was established again before its rectification was
//   closed, or with none.
// parameters: $court code, $first and $last (ranks), $limit, $least times, $of_problem uid or null
// rows: feedback, court, problem, issued, times, findings, rectifications
// starts from: finding_by_c2_rank
{{start}}
MATCH (g)-[:RECURS_AFTER {kind: 'after_feedback'}]->(b:Feedback)
WHERE b.retired_at IS NULL
  AND {{visible:Feedback:b}}
MATCH (g)-[:AT]->(c:Court)
WHERE {{visible:Court:c}}
MATCH (g)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
  AND ($of_problem IS NULL OR p.uid = $of_problem OR EXISTS {
    MATCH (p)-[:SAME_AS]-(q:Problem {uid: $of_problem}) WHERE {{visible:Problem:q}}
  })
WITH b, c, p, count(DISTINCT g) AS times, collect(DISTINCT g.uid) AS findings
WHERE times >= $least
WITH b, c, p, times, findings
ORDER BY times DESC, b.issued_on DESC, b.uid, p.code
LIMIT $limit
RETURN b.uid AS feedback, c.uid AS court, p.uid AS problem, b.issued_on AS issued, times,
  findings[..20] AS findings,
  [(r:Rectification)-[:ANSWERS]->(b)
    WHERE r.retired_at IS NULL AND {{visible:Rectification:r}} | r.uid][..20] AS rectifications
