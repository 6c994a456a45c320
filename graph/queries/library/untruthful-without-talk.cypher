// answers: Which untruthful trip reports no measure cites.
// parameters: $court code, $first and $last (ranks), $limit
// rows: report, reported, trip, department, supplements
// starts from: trip_report_by_c2_rank
{{start}}
WITH n
WHERE n.truthfulness = 'untruthful'
  AND NOT EXISTS {
    MATCH (n)<-[:CITES]-(m:Measure) WHERE m.retired_at IS NULL AND {{visible:Measure:m}}
  }
WITH n
ORDER BY n.reported_on DESC, n.uid
LIMIT $limit
MATCH (n)-[:REPORTS]->(p:Trip)-[:SENT_BY]->(d:Department)
WHERE {{visible:Trip:p}}
  AND {{visible:Department:d}}
RETURN n.uid AS report, n.reported_on AS reported, p.uid AS trip, d.uid AS department,
  [(s:TripReport)-[:SUPPLEMENTS]->(n)
    WHERE s.retired_at IS NULL AND {{visible:TripReport:s}} | s.uid][..20] AS supplements
