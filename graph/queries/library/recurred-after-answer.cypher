// answers: At which courts a problem was established again after its feedback was answered and
//   the rectification closed.
// parameters: $court code, $first and $last (ranks), $limit, $least times, $of_problem uid or null
// rows: court, problem, times, depth, latest, feedback, rectifications, findings
// starts from: finding_by_c2_rank
{{start}}
MATCH (g)-[e:RECURS_AFTER {kind: 'after_rectification'}]->(r:Rectification)-[:ANSWERS]->(b:Feedback)
WHERE r.retired_at IS NULL
  AND b.retired_at IS NULL
  AND {{visible:Rectification:r}}
  AND {{visible:Feedback:b}}
MATCH (g)-[:AT]->(c:Court)
WHERE {{visible:Court:c}}
MATCH (g)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
  AND ($of_problem IS NULL OR p.uid = $of_problem OR EXISTS {
    MATCH (p)-[:SAME_AS]-(q:Problem {uid: $of_problem}) WHERE {{visible:Problem:q}}
  })
WITH c, p, count(DISTINCT g) AS times, max(e.depth) AS depth, max(g.occurred_on) AS latest,
  collect(DISTINCT b.uid) AS feedback, collect(DISTINCT r.uid) AS rectifications,
  collect(DISTINCT g.uid) AS findings
WHERE times >= $least
RETURN c.uid AS court, p.uid AS problem, times, depth, latest, feedback[..20] AS feedback,
  rectifications[..20] AS rectifications, findings[..20] AS findings
ORDER BY times DESC, latest DESC, c.code, p.code
LIMIT $limit
