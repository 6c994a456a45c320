// answers: Which grave established findings no dual investigation is based on.
// parameters: $court code, $first and $last (ranks), $limit
// rows: finding, problem, court, occurred, sources
// starts from: finding_by_c2_rank
{{start}}
WITH g
WHERE g.grave = true
  AND g.status = 'established'
  AND NOT EXISTS {
    MATCH (g)<-[:BASED_ON]-(i:DualInvestigation)
    WHERE i.retired_at IS NULL AND {{visible:DualInvestigation:i}}
  }
WITH g
ORDER BY g.occurred_on DESC, g.uid
LIMIT $limit
MATCH (g)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
MATCH (g)-[:AT]->(c:Court)
WHERE {{visible:Court:c}}
RETURN g.uid AS finding, p.uid AS problem, c.uid AS court, g.occurred_on AS occurred,
  [(s:Review|Petition|Verification|Inspection|Callback)-[:FOUND]->(g)
    WHERE {{visible:Review|Petition|Verification|Inspection|Callback:s}} | s.uid][..20] AS sources
