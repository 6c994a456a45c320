// answers: The cases in sight that the reader handled as an officer and that were concluded in these
//   days, the first first.
// parameters: $since, $until, $limit, $scope_me (the reader's officer number)
// rows: trigger (uid)
// starts from: officer_number
// unscoped: the officer is the reader
MATCH (o:Officer {number: $scope_me})-[:HANDLES]->(n:Case)
WHERE n.concluded_on >= $since AND n.concluded_on <= $until
  AND {{unscoped:Officer:o}} AND {{visible:Case:n}} AND n.retired_at IS NULL
  AND n.type_code IN ['enforcement', 'resumed']
WITH DISTINCT n
ORDER BY n.concluded_on, n.uid
LIMIT $limit
RETURN n.uid AS trigger
