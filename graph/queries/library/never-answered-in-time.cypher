// answers: Of which bodies no feedback whose rectification fell due was answered in time.
// parameters: $court code, $first and $last (ranks), $limit, $least feedback, $today
// rows: issuer, due, late, open, feedback, debtors
// starts from: feedback_by_c2_rank
{{start}}
MATCH (b)<-[:ARISES_FROM]-(d:Duty)
WHERE d.rule_code IN ['rectification', 'next-quarter-rectification']
  AND d.closure IN ['open', 'met']
  AND d.due_on < $today
  AND {{visible:Duty:d}}
MATCH (b)-[:ISSUED_BY]->(i:Department|Court)
WHERE {{visible:Department|Court:i}}
WITH i, b, any(x IN collect(d) WHERE x.closure = 'open') AS waits,
  all(x IN collect(d) WHERE x.closure = 'met' AND x.closed_on <= x.due_on) AS fine,
  [x IN collect(d) | x.uid] AS duties
WITH i, count(b) AS due, sum(CASE WHEN fine THEN 1 ELSE 0 END) AS fine,
  sum(CASE WHEN waits THEN 1 ELSE 0 END) AS open, collect(b.uid)[..20] AS feedback,
  reduce(every = [], some IN collect(duties) | every + some)[..50] AS duties
WHERE fine = 0
  AND due >= $least
WITH i, due, due - open AS late, open, feedback, duties
ORDER BY due DESC, i.uid
LIMIT $limit
RETURN i.uid AS issuer, due, late, open, feedback, COLLECT {
    MATCH (d:Duty)-[:OWED_BY]->(o:Department|Court)
    WHERE d.uid IN duties AND {{visible:Duty:d}} AND {{visible:Department|Court:o}}
    RETURN DISTINCT o.uid LIMIT 20
  } AS debtors
