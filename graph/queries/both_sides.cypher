// answers: Reviews that one of two officers decided and that bear on what the other did: an act
//   performed, a case handled, a review decided.
// parameters: $one uid, $other uid, $limit
// rows: number of the review, null where the asker may not read it
// starts from: officer_uid
// unscoped: a conflict is one whether who asks may read the review or not; what may not be read
//   is not named
UNWIND [[$one, $other], [$other, $one]] AS sides
MATCH (o:Officer {uid: sides[0]})
WHERE {{unscoped:Officer:o}}
WITH o, sides[1] AS decider
CALL (o, decider) {
  {{ways}}
}
WITH DISTINCT n
WHERE n.retired_at IS NULL
RETURN CASE WHEN {{visible:Review:n}} THEN n.number END AS number
ORDER BY number
LIMIT $limit
