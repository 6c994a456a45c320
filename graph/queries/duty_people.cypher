// answers: Which officers owe the first of a scope's open duties that fall due between two days, each
//   with the duty that fell due first. Never how many an officer owes: that is in the officer's
//   file.
// parameters: $low and $high days, $most duties, $scope_me (the reader's own number)
// rows: uid, key, name, oldest, number, rule, department (name; of that day)
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
MATCH (d)-[:OWED_BY|OWED_AT]->(o:Officer)
WHERE {{visible:Officer:o}} AND o.number <> coalesce($scope_me, '')
WITH DISTINCT o, d
ORDER BY d.pending, d.uid
WITH o, head(collect(d)) AS d
RETURN o.uid AS uid, o.number AS key, o.name AS name, d.pending AS oldest, d.number AS number,
  d.rule_code AS rule,
  head([(d)-[:OWED_AT]->(u:Department) WHERE {{visible:Department:u}} | u.name]) AS department
