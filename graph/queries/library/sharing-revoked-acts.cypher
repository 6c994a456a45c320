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
MATCH (o:Officer)-[:PERFORMED]->(a)<-[:PERFORMED]-(p:Officer)
WHERE o.number < p.number
  AND {{visible:Officer:o}}
  AND {{visible:Officer:p}}
WITH o, p, count(DISTINCT a) AS times, collect(DISTINCT a.uid) AS acts,
  collect(DISTINCT v.uid) AS reviews
WHERE times >= $least
RETURN o.uid AS one, p.uid AS other, times, acts[..20] AS acts, reviews[..20] AS reviews
ORDER BY times DESC, o.number, p.number
LIMIT $limit
