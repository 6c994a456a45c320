// answers: Which rulings and cases depart from an opinion that binds.
// parameters: $court code, $first and $last (ranks), $limit
// rows: departing, opinion, form, issued, source, bound
// starts from: opinion_by_c2_rank
{{start}}
MATCH (x:Case|Review)-[:DEPARTS_FROM]->(o)
WHERE x.retired_at IS NULL
  AND {{visible:Case|Review:x}}
WITH x, o
ORDER BY o.issued_on DESC, o.uid, x.uid
LIMIT $limit
RETURN x.uid AS departing, o.uid AS opinion, o.form AS form, o.issued_on AS issued,
  head([(o)-[:FROM]->(s:Meeting|Dispute) WHERE {{visible:Meeting|Dispute:s}} | s.uid]) AS source,
  [(o)-[:BINDS]->(d:Court|Department) WHERE {{visible:Court|Department:d}} | d.uid][..20] AS bound
