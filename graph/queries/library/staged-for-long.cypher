// answers: Which petitions stand in procedural or staged resolution for long.
// parameters: $court code, $first and $last (ranks), $limit, $days, $today
// rows: petition, resolution, since, waited, handler, callbacks
// starts from: petition_by_c2_rank
{{start}}
WITH t, CASE t.resolution WHEN 'staged' THEN t.staged_on ELSE t.procedural_on END AS since
WHERE t.resolution IN ['procedural', 'staged']
  AND t.final_on IS NULL
  AND since <= $today - duration({days: $days})
WITH t, since
ORDER BY since, t.uid
LIMIT $limit
MATCH (t)-[:HANDLED_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN t.uid AS petition, t.resolution AS resolution, since,
  duration.inDays(since, $today).days AS waited, d.uid AS handler,
  [(v:Callback)-[:ASKS_ABOUT]->(t)
    WHERE v.retired_at IS NULL AND {{visible:Callback:v}} | v.uid][..20] AS callbacks
