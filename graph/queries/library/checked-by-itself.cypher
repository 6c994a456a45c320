// answers: Which rectifications were checked by the department that carried them out, or that the
//   finding is attributed to.
// parameters: $court code, $first and $last (ranks), $limit
// rows: check, department, checked, result, rectification
// starts from: check_by_c2_rank
{{start}}
MATCH (k)-[:MADE_BY]->(d:Department)
WHERE {{visible:Department:d}}
MATCH (k)-[:CHECKS]->(r:Rectification)
WHERE r.retired_at IS NULL
  AND {{visible:Rectification:r}}
  AND (EXISTS { (r)-[:CARRIED_OUT_BY]->(d) } OR EXISTS {
    MATCH (r)-[:FIXES]->(f:Finding)-[:ATTRIBUTED_TO]->(d) WHERE {{visible:Finding:f}}
  })
RETURN k.uid AS check, d.uid AS department, k.checked_on AS checked, k.result AS result,
  r.uid AS rectification
ORDER BY checked DESC, check, rectification
LIMIT $limit
