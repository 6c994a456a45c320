// answers: Which failed checks no notice cites.
// parameters: $court code, $first and $last (ranks), $limit, $days, $today
// rows: check, checker, checked, result, of, waited
// starts from: check_by_c2_rank
{{start}}
WITH k
WHERE k.result IN ['not_carried_out', 'recurring']
  AND k.checked_on <= $today - duration({days: $days})
  AND NOT EXISTS {
    MATCH (k)<-[:CITES]-(w:Notice) WHERE w.retired_at IS NULL AND {{visible:Notice:w}}
  }
  AND NOT EXISTS {
    MATCH (k)-[:CHECKS]->(y:Rectification|Feedback)<-[:CITES]-(w:Notice)
    WHERE w.retired_at IS NULL AND w.issued_on >= k.checked_on
      AND {{visible:Notice:w}} AND {{visible:Rectification|Feedback:y}}
  }
WITH k
ORDER BY k.checked_on, k.uid
LIMIT $limit
MATCH (k)-[:MADE_BY]->(d:Department|Court)
WHERE {{visible:Department|Court:d}}
RETURN k.uid AS check, d.uid AS checker, k.checked_on AS checked, k.result AS result,
  [(k)-[:CHECKS]->(x:Rectification|Feedback)
    WHERE {{visible:Rectification|Feedback:x}} | x.uid][..20] AS of,
  duration.inDays(k.checked_on, $today).days AS waited
