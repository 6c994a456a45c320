// answers: Which petitions were found true without that anything was fed back, ordered or put
//   right.
// parameters: $court code, $first and $last (ranks), $limit, $days, $today
// rows: verification, result, verified, petition, handler, findings
// starts from: verification_by_c2_rank
{{start}}
WITH k
WHERE k.result IN ['true', 'partly']
  AND k.verified_on <= $today - duration({days: $days})
MATCH (k)-[:VERIFIES]->(t:Petition)
WHERE t.retired_at IS NULL
  AND {{visible:Petition:t}}
  AND NOT EXISTS {
    MATCH (k)-[:FOUND]->(f:Finding)<-[:COVERS|FIXES|BASED_ON]-(y:Feedback|Rectification|CorrectionOrder)
    WHERE y.retired_at IS NULL AND {{visible:Finding:f}}
      AND {{visible:Feedback|Rectification|CorrectionOrder:y}}
  }
  AND NOT EXISTS {
    MATCH (t)-[:FOUND]->(f:Finding)<-[:COVERS|FIXES|BASED_ON]-(y:Feedback|Rectification|CorrectionOrder)
    WHERE y.retired_at IS NULL AND {{visible:Finding:f}}
      AND {{visible:Feedback|Rectification|CorrectionOrder:y}}
  }
WITH k, t
ORDER BY k.verified_on, k.uid
LIMIT $limit
MATCH (k)-[:HANDLED_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN k.uid AS verification, k.result AS result, k.verified_on AS verified, t.uid AS petition,
  d.uid AS handler,
  [(k)-[:FOUND]->(f:Finding) WHERE {{visible:Finding:f}} | f.uid][..20] AS findings
