// answers: Which call-backs escalate one that escalated another.
// parameters: $court code, $first and $last (ranks), $limit
// rows: last, answer, made, second, first, about, department
// starts from: callback_by_c2_rank
{{start}}
MATCH (v)-[:ESCALATES]->(w:Callback)-[:ESCALATES]->(u:Callback)
WHERE {{visible:Callback:w}}
  AND {{visible:Callback:u}}
WITH v, w, u
ORDER BY v.made_on DESC, v.uid
LIMIT $limit
RETURN v.uid AS last, v.answer AS answer, v.made_on AS made, w.uid AS second, u.uid AS first,
  head([(v)-[:ASKS_ABOUT]->(x:Case|Petition) WHERE {{visible:Case|Petition:x}} | x.uid]) AS about,
  head([(v)-[:MADE_BY]->(d:Department) WHERE {{visible:Department:d}} | d.uid]) AS department
