// answers: Which rulings owe case feedback that is overdue.
// parameters: $court code, $first and $last (ranks), $limit, $today
// rows: review, outcome, effective, duty, debtors, due, waited
// starts from: review_by_c2_rank
{{start}}
MATCH (v)<-[:ARISES_FROM]-(d:Duty {rule_code: 'case-feedback', closure: 'open'})
WHERE d.due_on < $today
  AND {{visible:Duty:d}}
WITH v, d
ORDER BY d.due_on, d.uid
LIMIT $limit
RETURN v.uid AS review, v.outcome AS outcome, v.effective_on AS effective, d.uid AS duty,
  [(d)-[:OWED_BY]->(o:Department|Court) WHERE {{visible:Department|Court:o}}
    | o.uid][..20] AS debtors,
  d.due_on AS due, duration.inDays(d.due_on, $today).days AS waited
