// answers: Which trips have no report after the return.
// parameters: $court code, $first and $last (ranks), $limit, $days, $today
// rows: trip, returned, waited, department, cases
// starts from: trip_by_c2_rank
{{start}}
WITH p
WHERE p.returned_on <= $today - duration({days: $days})
  AND NOT EXISTS {
    MATCH (p)<-[:REPORTS]-(n:TripReport) WHERE n.retired_at IS NULL AND {{visible:TripReport:n}}
  }
WITH p
ORDER BY p.returned_on, p.uid
LIMIT $limit
MATCH (p)-[:SENT_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN p.uid AS trip, p.returned_on AS returned,
  duration.inDays(p.returned_on, $today).days AS waited, d.uid AS department,
  [(p)-[:FOR]->(c:Case) WHERE {{visible:Case:c}} | c.uid][..20] AS cases
