// answers: The cases in sight whose reports on integrity may fall due in these days: concluded
//   up to sixty days before.
// parameters: $since, $until, $limit
// rows: trigger (uid)
// starts from: case_by_concluded
MATCH (n:Case)
WHERE n.concluded_on >= $since - duration({days: 60}) AND n.concluded_on <= $until
  AND n.uid IS NOT NULL
  AND {{visible:Case:n}} AND n.retired_at IS NULL
  AND n.type_code IN ['enforcement', 'resumed']
RETURN n.uid AS trigger
ORDER BY n.concluded_on, n.uid
LIMIT $limit
