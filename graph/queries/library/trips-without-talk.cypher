// answers: Before which trips no talk with both requirements is on record.
// parameters: $court code, $first and $last (ranks), $limit
// rows: trip, left, briefed, department, cases
// starts from: trip_by_c2_rank
{{start}}
WITH p
WHERE p.briefed_on IS NULL
  OR p.briefed_on > p.left_on
  OR p.case_briefing IS NULL
  OR p.conduct_briefing IS NULL
WITH p
ORDER BY p.left_on DESC, p.uid
LIMIT $limit
MATCH (p)-[:SENT_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN p.uid AS trip, p.left_on AS left, p.briefed_on AS briefed, d.uid AS department,
  [(p)-[:FOR]->(c:Case) WHERE {{visible:Case:c}} | c.uid][..20] AS cases
