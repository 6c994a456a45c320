// answers: Which parties petitioned at several courts.
// parameters: $court code, $first and $last (ranks), $limit, $least courts
// rows: party, courts, times, latest, where, petitions
// starts from: petition_by_c2_rank
{{start}}
MATCH (t)<-[:FILED]-(p:Party)
WHERE {{visible:Party:p}}
MATCH (t)-[:HANDLED_BY]->(d:Department)-[:OF]->(c:Court)
WHERE {{visible:Department:d}}
  AND {{visible:Court:c}}
WITH p, count(DISTINCT c) AS courts, count(DISTINCT t) AS times, max(t.received_on) AS latest,
  collect(DISTINCT c.uid) AS where, collect(DISTINCT t.uid) AS petitions
WHERE courts >= $least
RETURN p.uid AS party, courts, times, latest, where[..20] AS where, petitions[..20] AS petitions
ORDER BY courts DESC, times DESC, p.number
LIMIT $limit
