// answers: One lane of an officer's file: records of one type that lead to the officer, newest
//   first, undated last. The function joins one such statement a lane.
// parameters: $officer uid, $limit a lane, $since and $until dates (or null), $standing codes
//   (or null), $only the uid of one record (or null)
// rows: lane, p (the record), r (the relationship's own properties), since, until,
//   links (relation → uid, label, title)
// starts from: officer_uid
MATCH (o:Officer {uid: $officer})
WHERE {{file:Officer:o}}
CALL (o) {
  {{ways}}
}
WITH n, r, {{began}} AS since, {{ended}} AS until
WHERE n.retired_at IS NULL
  AND ($only IS NULL OR n.uid = $only)
  AND ($standing IS NULL OR {{standing}} IN $standing)
  AND ($since IS NULL OR coalesce(until, since) >= $since)
  AND ($until IS NULL OR since <= $until)
WITH n, r, since, until
ORDER BY coalesce(toString(since), '') DESC, n.uid DESC
LIMIT $limit
RETURN {{lane}} AS lane, properties(n) AS p, r, since, until,
  {{links}} AS links
