// answers: Which established findings no feedback covers.
// parameters: $court code, $first and $last (ranks), $limit, $days, $of_problem uid or null, $today
// rows: finding, problem, court, occurred, sources, waited
// starts from: finding_by_c2_rank
{{start}}
WITH g
WHERE g.status = 'established'
  AND g.occurred_on <= $today - duration({days: $days})
  AND NOT EXISTS {
    MATCH (g)<-[:COVERS]-(b:Feedback) WHERE b.retired_at IS NULL AND {{visible:Feedback:b}}
  }
MATCH (g)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
  AND ($of_problem IS NULL OR p.uid = $of_problem OR EXISTS {
    MATCH (p)-[:SAME_AS]-(q:Problem {uid: $of_problem}) WHERE {{visible:Problem:q}}
  })
WITH g, p
ORDER BY g.occurred_on, g.uid
LIMIT $limit
MATCH (g)-[:AT]->(c:Court)
WHERE {{visible:Court:c}}
RETURN g.uid AS finding, p.uid AS problem, c.uid AS court, g.occurred_on AS occurred,
  [(s:Review|Petition|Verification|Inspection|Callback)-[:FOUND]->(g)
    WHERE {{visible:Review|Petition|Verification|Inspection|Callback:s}} | s.uid][..20] AS sources,
  duration.inDays(g.occurred_on, $today).days AS waited
