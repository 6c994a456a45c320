// answers: The established findings of a court, alone or with those below it, with the feedback
//   that covered them and its rectifications: what decides recurrence. Of no officer. The latest
//   acts come first.
// parameters: $court code, $problems codes (or null), $limit
// rows: court, problem, counted (whether the channel asked for found it), f (the finding's facts),
//   feedback (a list)
// starts from: finding_by_c2_rank
// unscoped: of the findings that a rectification names only whether it is this one is asked
WITH $court AS court
{{start}}
  AND f.rank >= ''
  AND f.status = 'established'
  AND f.retired_at IS NULL
  AND {{visible:Finding:f}}
WITH f
MATCH (f)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
  AND ($problems IS NULL OR p.code IN $problems)
WITH f, p
ORDER BY f.rank DESC, f.uid DESC
LIMIT $limit
RETURN coalesce(f.c3, f.c2, f.c1) AS court, p.code AS problem, {{channel}} AS counted,
  {
    uid: f.uid, key: f.number, problem: p.code, status: f.status, topic: null,
    same_as: [(p)-[:SAME_AS*1..6]-(same:Problem) WHERE {{visible:Problem:same}} | same.code],
    occurred_on: f.occurred_on, occurred_to: f.occurred_to, officers: []
  } AS f,
  [(b:Feedback)-[:COVERS]->(f) WHERE b.retired_at IS NULL AND {{visible:Feedback:b}} | {
    uid: b.uid, key: b.number, received_on: b.received_on, issued_on: b.issued_on,
    rectifications: [(r:Rectification)-[:ANSWERS]->(b)
      WHERE r.retired_at IS NULL AND {{visible:Rectification:r}} | {
        uid: r.uid, state: r.state, opened_on: r.opened_on, closed_on: r.closed_on,
        reopened_on: r.reopened_on, key: r.number,
        fixes: [(r)-[:FIXES]->(x:Finding) WHERE {{unscoped:Finding:x}} | x.uid]
      }]
  }] AS feedback
