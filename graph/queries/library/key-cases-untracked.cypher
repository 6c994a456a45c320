// answers: Which key cases under tracking have had no entry for long.
// parameters: $court code, $first and $last (ranks), $limit, $days, $today
// rows: key_case, case, reason, last, waited, entries, department
// starts from: key_case_by_c2_rank
{{start}}
WITH q
WHERE q.state = 'tracked'
WITH q, [(e:Tracking)-[:OF_KEY_CASE]->(q)
  WHERE e.retired_at IS NULL AND {{visible:Tracking:e}} | e.entered_on] AS entered
WITH q, size(entered) AS entries,
  reduce(m = null, e IN entered | CASE WHEN m IS NULL OR e > m THEN e ELSE m END) AS last
WITH q, entries, last, coalesce(last, q.consulted_on, q.proposed_on) AS since
WHERE since <= $today - duration({days: $days})
WITH q, entries, last, since
ORDER BY since, q.uid
LIMIT $limit
RETURN q.uid AS key_case,
  head([(q)-[:TRACKS]->(c:Case) WHERE {{visible:Case:c}} | c.uid]) AS case,
  q.reason AS reason, last,
  duration.inDays(since, $today).days AS waited, entries,
  head([(q)-[:PROPOSED_BY]->(d:Department) WHERE {{visible:Department:d}} | d.uid]) AS department
