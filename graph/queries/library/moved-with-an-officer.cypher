// answers: Of which officers the same problem was established at one court and later at another.
// parameters: $court code, $first and $last (ranks), $limit, $of_problem uid or null
// rows: officer, problem, before, court, first, latest, earlier, findings
// starts from: finding_by_c2_rank
{{start}}
WITH g
WHERE g.status = 'established'
  AND g.occurred_on IS NOT NULL
MATCH (g)-[:ATTRIBUTED_TO]->(o:Officer)<-[:ATTRIBUTED_TO]-(f:Finding)
WHERE f.status = 'established'
  AND f.retired_at IS NULL
  AND f.occurred_on < g.occurred_on
  AND {{visible:Officer:o}}
  AND {{visible:Finding:f}}
MATCH (g)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
  AND ($of_problem IS NULL OR p.uid = $of_problem OR EXISTS {
    MATCH (p)-[:SAME_AS]-(q:Problem {uid: $of_problem}) WHERE {{visible:Problem:q}}
  })
MATCH (f)-[:OF_PROBLEM]->(was:Problem)
WHERE {{visible:Problem:was}}
  AND (was = p OR EXISTS { (was)-[:SAME_AS]-(p) })
MATCH (g)-[:AT]->(c:Court)
WHERE {{visible:Court:c}}
MATCH (f)-[:AT]->(a:Court)
WHERE {{visible:Court:a}}
  AND a <> c
WITH o, p, a, c, min(f.occurred_on) AS first, max(g.occurred_on) AS latest,
  collect(DISTINCT f.uid) AS earlier, collect(DISTINCT g.uid) AS findings
RETURN o.uid AS officer, p.uid AS problem, a.uid AS before, c.uid AS court, first, latest,
  earlier[..20] AS earlier, findings[..20] AS findings
ORDER BY latest DESC, o.number, p.code, a.code
LIMIT $limit
