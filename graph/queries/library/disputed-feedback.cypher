// answers: Which feedback is disputed and was considered by no judges’ meeting.
// parameters: $court code, $first and $last (ranks), $limit
// rows: feedback, issued, issuer, disputers, findings
// starts from: feedback_by_c2_rank
{{start}}
MATCH (b)<-[:DISPUTES]-(d:Department)
WHERE {{visible:Department:d}}
  AND NOT EXISTS {
    MATCH (b)<-[:CONSIDERED]-(m:Meeting {sort_of_meeting: 'judges'})
    WHERE m.retired_at IS NULL AND {{visible:Meeting:m}}
  }
WITH b, collect(DISTINCT d.uid) AS disputers
ORDER BY b.issued_on DESC, b.uid
LIMIT $limit
MATCH (b)-[:ISSUED_BY]->(i:Department|Court)
WHERE {{visible:Department|Court:i}}
RETURN b.uid AS feedback, b.issued_on AS issued, i.uid AS issuer, disputers[..20] AS disputers,
  [(b)-[:COVERS]->(f:Finding) WHERE {{visible:Finding:f}} | f.uid][..20] AS findings
