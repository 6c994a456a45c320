// answers: The cases in sight that were concluded in these days, the first first.
// parameters: $since, $until, $limit
// rows: trigger (uid)
// starts from: case_by_c2_concluded
MATCH (n:Case)
WHERE n.concluded_on >= $since AND n.concluded_on <= $until
  AND {{visible:Case:n}} AND n.retired_at IS NULL
  AND n.type_code IN ['enforcement', 'resumed']
RETURN n.uid AS trigger
ORDER BY {{first}}n.concluded_on
LIMIT $limit
