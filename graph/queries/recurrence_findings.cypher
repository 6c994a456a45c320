// answers: The established findings of a court on a problem, on the codes that mean the same and on
//   those of the same topic, with the feedback that covered them and its rectifications. The latest
//   acts come first.
// parameters: $asked pairs of court (code) and problem (code), $limit rows
// rows: court, problem (as asked), f (the finding's facts), feedback (a list)
// starts from: court_code
// unscoped: of the findings that a rectification names only whether it is this one is asked
UNWIND $asked AS pair
MATCH (c:Court {code: pair.court})
WHERE {{visible:Court:c}}
MATCH (c)<-[:AT]-(f:Finding)-[:OF_PROBLEM]->(p:Problem)
WHERE f.status = 'established' AND f.retired_at IS NULL AND {{visible:Finding:f}}
  AND {{visible:Problem:p}}
WITH pair, c, f, p, [(p)-[:SAME_AS*1..6]-(same:Problem) WHERE {{visible:Problem:same}} | same.code]
  AS same_as, head([(p)-[:WITHIN]->(t:Topic) WHERE {{visible:Topic:t}} | t.name]) AS topic
WHERE p.code = pair.problem OR pair.problem IN same_as
  OR topic IS NOT NULL AND EXISTS {
    MATCH (t:Topic {name: topic})<-[:WITHIN]-(asked:Problem {code: pair.problem})
    WHERE {{visible:Topic:t}} AND {{visible:Problem:asked}}
  }
WITH pair, c, f, p, same_as, topic
ORDER BY f.rank DESC, f.uid DESC
LIMIT $limit
RETURN c.code AS court, pair.problem AS problem,
  {
    uid: f.uid, key: f.number, problem: p.code, status: f.status, topic: topic, same_as: same_as,
    occurred_on: f.occurred_on, occurred_to: f.occurred_to,
    officers: [(f)-[:ATTRIBUTED_TO]->(o:Officer) WHERE {{visible:Officer:o}} | o.uid]
  } AS f,
  [(b:Feedback)-[:COVERS]->(f) WHERE b.retired_at IS NULL AND {{visible:Feedback:b}} | {
    uid: b.uid, received_on: b.received_on, issued_on: b.issued_on,
    rectifications: [(r:Rectification)-[:ANSWERS]->(b)
      WHERE r.retired_at IS NULL AND {{visible:Rectification:r}} | {
        uid: r.uid, state: r.state, opened_on: r.opened_on, closed_on: r.closed_on,
        reopened_on: r.reopened_on,
        fixes: [(r)-[:FIXES]->(x:Finding) WHERE {{unscoped:Finding:x}} | x.uid]
      }]
  }] AS feedback
