// answers: Who owes the first of a scope's open duties that fall due between two days: departments
//   with how many (an officer's duty counts for the department of that day), and officers where
//   people are asked for, each with the duty that fell due first. Never how many an officer owes:
//   that is in the officer's file.
// parameters: $low and $high days, $most duties, $people, $scope_me (the reader's own number)
// rows: person, uid, key, name, court (code), count (null of a person), oldest, number, rule,
//   department (name; of that day; null of a department)
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
MATCH (d)-[:OWED_BY|OWED_AT]->(o:Department|Officer)
WHERE {{visible:Department|Officer:o}}
  AND (o:Department OR $people AND o.number <> coalesce($scope_me, ''))
WITH DISTINCT o, d
ORDER BY d.pending, d.uid
WITH o, o:Officer AS person, count(d) AS count, head(collect(d)) AS d
RETURN person, o.uid AS uid, o.number AS key, o.name AS name, coalesce(o.c3, o.c2, o.c1) AS court,
  CASE WHEN NOT person THEN count END AS count, d.pending AS oldest, d.number AS number,
  d.rule_code AS rule,
  CASE WHEN person THEN head([(d)-[:OWED_AT]->(u:Department) WHERE {{visible:Department:u}}
    | u.name]) END AS department
