// answers: Which disputes were reported to the common superior and neither settled nor answered.
// parameters: $court code, $first and $last (ranks), $limit, $days, $today
// rows: dispute, state, reported, waited, between, coordinator
// starts from: dispute_by_c2_rank
{{start}}
WITH d
WHERE d.reported_on <= $today - duration({days: $days})
  AND d.settled_on IS NULL
  AND NOT EXISTS {
    MATCH (d)<-[:FROM]-(o:Opinion) WHERE o.retired_at IS NULL AND {{visible:Opinion:o}}
  }
WITH d
ORDER BY d.reported_on, d.uid
LIMIT $limit
RETURN d.uid AS dispute, d.state AS state, d.reported_on AS reported,
  duration.inDays(d.reported_on, $today).days AS waited,
  [(d)-[:BETWEEN]->(c:Court) WHERE {{visible:Court:c}} | c.uid][..20] AS between,
  head([(d)-[:COORDINATED_BY]->(c:Court) WHERE {{visible:Court:c}} | c.uid]) AS coordinator
