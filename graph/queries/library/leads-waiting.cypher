// answers: Which leads are not disposed of.
// parameters: $court code, $first and $last (ranks), $limit, $days, $today
// rows: lead, state, registered, waited, department, sources
// starts from: lead_by_c2_rank
{{start}}
WITH l
WHERE l.state IN ['registered', 'verifying']
  AND l.disposed_on IS NULL
  AND l.registered_on <= $today - duration({days: $days})
WITH l
ORDER BY l.registered_on, l.uid
LIMIT $limit
MATCH (l)-[:REGISTERED_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN l.uid AS lead, l.state AS state, l.registered_on AS registered,
  duration.inDays(l.registered_on, $today).days AS waited, d.uid AS department,
  [(l)-[:FROM_SOURCE]->(x:Petition|Callback|Finding|Tracking|TripReport|Inspection)
    WHERE {{visible:Petition|Callback|Finding|Tracking|TripReport|Inspection:x}}
    | x.uid][..20] AS sources
