// answers: Which rectifications were followed by a recurrence after they had been closed, with
//   who signed them off and who checked them.
// parameters: $court code, $first and $last (ranks), $limit
// rows: rectification, department, closed, signers, checkers, times, findings
// starts from: rectification_by_c2_rank
{{start}}
MATCH (g:Finding)-[:RECURS_AFTER]->(r)
WHERE g.retired_at IS NULL
  AND {{visible:Finding:g}}
WITH r, count(DISTINCT g) AS times, collect(DISTINCT g.uid) AS findings
WITH r, times, findings
ORDER BY r.closed_on DESC, r.uid
LIMIT $limit
MATCH (r)-[:CARRIED_OUT_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN r.uid AS rectification, d.uid AS department, r.closed_on AS closed,
  [(o:Officer)-[:SIGNED_OFF]->(r) WHERE {{visible:Officer:o}} | o.uid][..20] AS signers,
  [(o:Officer)-[:CHECKED]->(k:Check)-[:CHECKS]->(r)
    WHERE k.retired_at IS NULL AND {{visible:Check:k}} AND {{visible:Officer:o}}
    | o.uid][..20] AS checkers,
  times, findings[..20] AS findings
