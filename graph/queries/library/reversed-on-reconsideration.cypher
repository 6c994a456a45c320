// answers: Whose rulings reconsideration or supervision revoked or changed.
// parameters: $court code, $first and $last (ranks), $limit, $least rulings
// rows: department, times, latest, rulings, by
// starts from: review_by_c2_rank
{{start}}
WITH v
WHERE v.outcome IN ['revoked', 'changed', 'partly']
MATCH (v)-[:REVIEWS]->(w:Review)-[:DECIDED_BY]->(d:Department)
WHERE w.retired_at IS NULL
  AND {{visible:Review:w}}
  AND {{visible:Department:d}}
WITH d, count(DISTINCT w) AS times, max(v.ruled_on) AS latest, collect(DISTINCT w.uid) AS rulings,
  collect(DISTINCT v.uid) AS by
WHERE times >= $least
RETURN d.uid AS department, times, latest, rulings[..20] AS rulings, by[..20] AS by
ORDER BY times DESC, latest DESC, d.number
LIMIT $limit
