// answers: The latest recurrences of a few problems in a province, from a place on, each with what it
//   recurs after and how deep. Of no officer.
// parameters: $problems codes, $court code (of the high court), $at and $at_uid (the place; "" from
//   the first), $limit
// rows: uid, number, rank, on, court (code), after (kind, depth, key and days of each)
// starts from: problem_code
MATCH (p:Problem)
WHERE p.code IN $problems AND {{visible:Problem:p}}
MATCH (p)<-[:OF_PROBLEM]-(f:Finding)
WHERE f.c1 = $court AND f.status = 'established' AND f.retired_at IS NULL
  AND ($at = '' OR f.rank < $at OR f.rank = $at AND f.uid < $at_uid)
  AND {{visible:Finding:f}}
  AND EXISTS {
    MATCH (f)-[:RECURS_AFTER]->(t:Feedback|Rectification)
    WHERE t.retired_at IS NULL AND {{visible:Feedback|Rectification:t}}
  }
WITH f
ORDER BY f.rank DESC, f.uid DESC
LIMIT $limit
RETURN f.uid AS uid, f.number AS number, f.rank AS rank, f.occurred_on AS on,
  coalesce(f.c3, f.c2, f.c1) AS court,
  [(f)-[e:RECURS_AFTER]->(t:Feedback|Rectification)
    WHERE t.retired_at IS NULL AND {{visible:Feedback|Rectification:t}}
    | {kind: e.kind, depth: e.depth, key: t.number, closed_on: t.closed_on,
       received_on: t.received_on, issued_on: t.issued_on}] AS after
