// answers: Which parties petitioned about the same officer at several courts.
// parameters: $court code, $first and $last (ranks), $limit, $least courts
// rows: party, officer, courts, times, where, petitions
// starts from: petition_by_c2_rank
{{start}}
MATCH (t)<-[:FILED]-(p:Party)
WHERE {{visible:Party:p}}
MATCH (t)-[:NAMES]->(o:Officer)
WHERE {{visible:Officer:o}}
MATCH (t)-[:HANDLED_BY]->(d:Department)-[:OF]->(c:Court)
WHERE {{visible:Department:d}}
  AND {{visible:Court:c}}
WITH p, o, count(DISTINCT c) AS courts, count(DISTINCT t) AS times,
  collect(DISTINCT c.uid) AS where, collect(DISTINCT t.uid) AS petitions
WHERE courts >= $least
RETURN p.uid AS party, o.uid AS officer, courts, times, where[..20] AS where,
  petitions[..20] AS petitions
ORDER BY courts DESC, times DESC, p.number, o.number
LIMIT $limit
