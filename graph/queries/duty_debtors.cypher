// answers: Which departments owe the first of a scope's open duties that fall due between two days:
//   how many, since when; an officer's duty counts for the department of that day.
// parameters: $low and $high days, $most duties, $limit
// rows: uid, key, name, court (code), count, oldest
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
MATCH (d)-[:OWED_BY|OWED_AT]->(o:Department)
WHERE {{visible:Department:o}}
WITH o, count(DISTINCT d) AS count, min(d.pending) AS oldest
ORDER BY count DESC, oldest, o.number
LIMIT $limit
RETURN o.uid AS uid, o.number AS key, o.name AS name,
  coalesce(o.c3, o.c2, o.c1) AS court, count, oldest
