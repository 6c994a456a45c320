// answers: Key steps of the cases that the reader handles as an officer, in sight and not done, whose
//   first day over the due day is one of these.
// parameters: $since, $until, $limit, $scope_me (the reader's officer number)
// rows: trigger (uid)
// starts from: officer_number
// unscoped: the officer is the reader
MATCH (o:Officer {number: $scope_me})-[:HANDLES]->(k:Case)-[:HAS_STEP]->(n:Step)
WHERE n.due_on >= $since - duration({days: 1}) AND n.due_on < $until
  AND n.done_on IS NULL AND n.explained_on IS NULL AND n.retired_at IS NULL
  AND {{unscoped:Officer:o}} AND {{visible:Case:k}} AND {{visible:Step:n}}
WITH DISTINCT n
ORDER BY n.due_on, n.uid
LIMIT $limit
RETURN n.uid AS trigger
