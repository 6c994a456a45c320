// answers: Which checks said “carried out” before the problem occurred again at the same court.
// parameters: $court code, $first and $last (ranks), $limit
// rows: check, checker, checked, of, times, findings
// starts from: check_by_c2_rank
{{start}}
WITH k
WHERE k.result = 'carried_out'
MATCH (k)-[:CHECKS]->(x:Rectification|Feedback)<-[:RECURS_AFTER]-(g:Finding)
WHERE g.occurred_on >= k.checked_on
  AND g.retired_at IS NULL
  AND {{visible:Rectification|Feedback:x}}
  AND {{visible:Finding:g}}
WITH k, x, count(DISTINCT g) AS times, collect(DISTINCT g.uid) AS findings
ORDER BY k.checked_on DESC, k.uid, x.uid
LIMIT $limit
MATCH (k)-[:MADE_BY]->(d:Department|Court)
WHERE {{visible:Department|Court:d}}
RETURN k.uid AS check, d.uid AS checker, k.checked_on AS checked, x.uid AS of, times,
  findings[..20] AS findings
