// answers: Which officers owe one of the first of a scope's open duties that fall due between two
//   days, each with the one that fell due first. Never how many: what one officer owes is in the
//   officer's file.
// parameters: $low and $high days, $most duties, $limit, $scope_me (the reader's own number)
// rows: uid, key, name, court (code), number, rule, due, department (name; of that day)
// starts from: duty_by_c2_pending
MATCH {{start}}
  AND d.pending >= $low AND d.pending <= $high
  AND d.uid IS NOT NULL
  AND {{visible:Duty:d}}
  AND d.retired_at IS NULL
  AND {{kept}}
WITH DISTINCT d
{{order}}
LIMIT $most
MATCH (d)-[:OWED_BY]->(o:Officer)
WHERE {{visible:Officer:o}} AND o.number <> coalesce($scope_me, '')
WITH o, d
ORDER BY d.pending, d.uid
WITH o, head(collect(d)) AS d
ORDER BY d.pending, o.number
LIMIT $limit
RETURN o.uid AS uid, o.number AS key, o.name AS name, coalesce(o.c3, o.c2, o.c1) AS court,
  d.number AS number, d.rule_code AS rule, d.pending AS due,
  head([(d)-[:OWED_AT]->(u:Department) WHERE {{visible:Department:u}} | u.name]) AS department
