// answers: At which courts the actor, as an officer, has ever had a post: there the actor may be
//   whom a record is about, and what is about oneself isn't seen.
// parameters: $scope_me the actor's officer number
// rows: court (code)
// starts from: officer_number
// unscoped: the actor's own posts, of which nothing but the courts' codes is read
MATCH (o:Officer {number: $scope_me})-[:SERVES]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE {{unscoped:Officer:o}} AND {{visible:Department:d}} AND {{visible:Court:c}}
RETURN DISTINCT c.code AS court
