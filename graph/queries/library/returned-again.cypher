// answers: Which petitions verification returned several times.
// parameters: $court code, $first and $last (ranks), $limit, $least times
// rows: petition, handler, times, latest, verifications
// starts from: verification_by_c2_rank
{{start}}
WITH k
WHERE k.returned = true
MATCH (k)-[:VERIFIES]->(t:Petition)
WHERE t.retired_at IS NULL
  AND {{visible:Petition:t}}
WITH t, count(DISTINCT k) AS times, max(k.verified_on) AS latest,
  collect(DISTINCT k.uid) AS verifications
WHERE times >= $least
WITH t, times, latest, verifications
ORDER BY times DESC, latest DESC, t.uid
LIMIT $limit
MATCH (t)-[:HANDLED_BY]->(d:Department)
WHERE {{visible:Department:d}}
RETURN t.uid AS petition, d.uid AS handler, times, latest, verifications[..20] AS verifications
