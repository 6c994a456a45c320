// answers: Which opinions were carried out late, or are overdue.
// parameters: $court code, $first and $last (ranks), $limit, $today
// rows: opinion, form, issued, due, done, late, duty, source, bound
// starts from: opinion_by_c2_rank
{{start}}
MATCH (o)<-[:ARISES_FROM]-(y:Duty)
WHERE y.rule_code IN ['consultation-opinion', 'dispute-implementation', 'minutes-followed']
  AND y.due_on < $today
  AND (y.closure = 'open' OR (y.closure = 'met' AND y.closed_on > y.due_on))
  AND {{visible:Duty:y}}
WITH o, y
ORDER BY y.due_on DESC, y.uid
LIMIT $limit
RETURN o.uid AS opinion, o.form AS form, o.issued_on AS issued, y.due_on AS due,
  CASE y.closure WHEN 'met' THEN y.closed_on END AS done,
  duration.inDays(y.due_on, CASE y.closure WHEN 'met' THEN y.closed_on ELSE $today END).days AS late,
  y.uid AS duty,
  head([(o)-[:FROM]->(s:Meeting|Dispute) WHERE {{visible:Meeting|Dispute:s}} | s.uid]) AS source,
  [(o)-[:BINDS]->(d:Court|Department) WHERE {{visible:Court|Department:d}} | d.uid][..20] AS bound
