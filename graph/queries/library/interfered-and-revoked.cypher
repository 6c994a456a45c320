// answers: In which cases with interference on record an act was revoked or changed.
// parameters: $court code, $first and $last (ranks), $limit
// rows: case, interference, acts, reviews, outcome
// starts from: interference_by_c2_rank
{{start}}
MATCH (i)-[:ON]->(c:Case)-[:HAS_ACT]->(a:Act)<-[:CHALLENGES]-(v:Review)
WHERE v.outcome IN ['revoked', 'changed', 'partly']
  AND v.retired_at IS NULL
  AND a.retired_at IS NULL
  AND {{visible:Case:c}}
  AND {{visible:Act:a}}
  AND {{visible:Review:v}}
WITH c, v.outcome AS outcome, max(v.ruled_on) AS latest, collect(DISTINCT i.uid) AS interference,
  collect(DISTINCT a.uid) AS acts, collect(DISTINCT v.uid) AS reviews
RETURN c.uid AS case, interference[..20] AS interference, acts[..20] AS acts,
  reviews[..20] AS reviews, outcome
ORDER BY latest DESC, case, outcome
LIMIT $limit
