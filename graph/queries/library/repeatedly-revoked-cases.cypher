// answers: In which cases several acts were revoked or changed by rulings in effect that no other
//   ruling overturned.
// parameters: $court code, $first and $last (ranks), $limit, $least acts, $today
// rows: case, times, latest, acts, reviews
// starts from: review_by_c2_rank
{{start}}
WITH v
WHERE v.outcome IN ['revoked', 'changed', 'partly']
  AND v.effective_on <= $today
  AND NOT EXISTS {
    MATCH (v)-[:REVIEWS]-(w:Review)
    WHERE w.outcome IN ['revoked', 'changed', 'partly'] AND {{visible:Review:w}}
  }
MATCH (v)-[:CHALLENGES]->(a:Act)<-[:HAS_ACT]-(c:Case)
WHERE a.retired_at IS NULL
  AND {{visible:Act:a}}
  AND {{visible:Case:c}}
WITH c, count(DISTINCT a) AS times, max(v.ruled_on) AS latest, collect(DISTINCT a.uid) AS acts,
  collect(DISTINCT v.uid) AS reviews
WHERE times >= $least
RETURN c.uid AS case, times, latest, acts[..20] AS acts, reviews[..20] AS reviews
ORDER BY times DESC, latest DESC, c.uid
LIMIT $limit
