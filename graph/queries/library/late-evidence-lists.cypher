// answers: Which departments answered lists of evidence late, or have not answered them.
// parameters: $court code, $first and $last (ranks), $limit, $least lists, $today
// rows: department, late, open, lists, reviews
// starts from: exchange_by_c2_rank
{{start}}
WITH x
WHERE x.sort_of_exchange = 'evidence_list'
MATCH (x)<-[:ARISES_FROM]-(y:Duty {rule_code: 'evidence-list'})
WHERE y.due_on < $today
  AND (y.closure = 'open' OR (y.closure = 'met' AND y.closed_on > y.due_on))
  AND {{visible:Duty:y}}
MATCH (x)-[:TO]->(d:Department)
WHERE {{visible:Department:d}}
MATCH (x)-[:IN]->(v:Review)
WHERE {{visible:Review:v}}
WITH d, count(DISTINCT x) AS every,
  count(DISTINCT CASE WHEN y.closure = 'open' THEN x END) AS open,
  collect(DISTINCT x.uid) AS lists, collect(DISTINCT v.uid) AS reviews
WHERE every >= $least
RETURN d.uid AS department, every - open AS late, open, lists[..20] AS lists,
  reviews[..20] AS reviews
ORDER BY every DESC, d.number
LIMIT $limit
