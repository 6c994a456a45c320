// answers: Which meetings agreed and have no minutes.
// parameters: $court code, $first and $last (ranks), $limit, $days, $today
// rows: meeting, sort, held, waited, court, considered
// starts from: meeting_by_c2_rank
{{start}}
WITH m
WHERE m.agreed = true
  AND m.minutes_on IS NULL
  AND m.held_on <= $today - duration({days: $days})
WITH m
ORDER BY m.held_on, m.uid
LIMIT $limit
MATCH (m)-[:HELD_BY]->(c:Court)
WHERE {{visible:Court:c}}
RETURN m.uid AS meeting, m.sort_of_meeting AS sort, m.held_on AS held,
  duration.inDays(m.held_on, $today).days AS waited, c.uid AS court,
  [(m)-[:CONSIDERED]->(x:Case|Review|Problem|Dispute|Feedback)
    WHERE {{visible:Case|Review|Problem|Dispute|Feedback:x}} | x.uid][..20] AS considered
