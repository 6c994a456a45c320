// answers: Which two officers performed together several acts that were revoked or changed by
//   rulings in effect that no other ruling overturned.
// parameters: $court code, $first and $last (ranks), $limit, $least acts, $today
// rows: one, other, times, acts, reviews
// starts from: review_by_c2_rank
{{start}}
WITH v
WHERE v.outcome IN ['revoked', 'changed', 'partly']
  AND v.effective_on <= $today
  AND NOT EXISTS {
    MATCH (v)-[:REVIEWS]-(w:Review)
    WHERE w.outcome IN ['revoked', 'changed', 'partly'] AND {{visible:Review:w}}
  }
MATCH (v)-[:CHALLENGES]->(a:Act)
WHERE a.retired_at IS NULL
  AND {{visible:Act:a}}
MATCH (one:Officer)-[:PERFORMED]->(a)<-[:PERFORMED]-(other:Officer)
WHERE one.number < other.number
  AND {{visible:Officer:one}}
  AND {{visible:Officer:other}}
WITH one, other, count(DISTINCT a) AS times, collect(DISTINCT a.uid) AS acts,
  collect(DISTINCT v.uid) AS reviews
WHERE times >= $least
RETURN one.uid AS one, other.uid AS other, times, acts[..20] AS acts, reviews[..20] AS reviews
ORDER BY times DESC, one.number, other.number
LIMIT $limit
