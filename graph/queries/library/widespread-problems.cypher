// answers: Which problems are established at many courts.
// parameters: $court code, $first and $last (ranks), $limit, $least courts
// rows: problem, courts, times, latest, where, findings
// starts from: finding_by_c2_rank
{{start}}
WITH g
WHERE g.status = 'established'
MATCH (g)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
MATCH (g)-[:AT]->(c:Court)
WHERE {{visible:Court:c}}
WITH p, count(DISTINCT c) AS courts, count(DISTINCT g) AS times, max(g.occurred_on) AS latest,
  collect(DISTINCT c.uid)[..20] AS where, collect(DISTINCT g.uid)[..20] AS findings
WHERE courts >= $least
RETURN p.uid AS problem, courts, times, latest, where, findings
ORDER BY courts DESC, times DESC, p.code
LIMIT $limit
