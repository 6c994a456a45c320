// answers: What decides who owes case feedback on a ruling, and whether it was given: the rulings
//   around it (what it reviews, what reviews either), and the feedback that speaks of them. The
//   judgement is graph.duties.facts.feedback.
// parameters: $triggers reviews
// rows: trigger (uid), id, ruling (one around it, itself among them), implementers (uids of courts),
//   feedback (on the ruling, or on what it found)
// starts from: review_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (r:Review {uid: asked.uid})
WHERE r.retired_at IS NULL AND {{unscoped:Review:r}}
WITH r,
  [r]
  + [(r)-[:REVIEWS]->(o:Review) WHERE o.retired_at IS NULL AND {{unscoped:Review:o}} | o]
  + [(r)<-[:REVIEWS]-(l:Review) WHERE l.retired_at IS NULL AND {{unscoped:Review:l}} | l]
  + [(r)-[:REVIEWS]->(p:Review)<-[:REVIEWS]-(s:Review)
      WHERE s.retired_at IS NULL AND {{unscoped:Review:p}} AND {{unscoped:Review:s}} | s]
  AS around
UNWIND around AS m
WITH DISTINCT r, m
WHERE {{unscoped:Review:m}}
MATCH (m)-[:DECIDED_BY]->(d:Department)
WHERE {{unscoped:Department:d}}
WITH r, m, d,
  [(b:Feedback)-[:ABOUT]->(m) WHERE b.retired_at IS NULL AND {{unscoped:Feedback:b}} | b] AS on_it,
  [(m)-[:FOUND]->(g:Finding)<-[:COVERS]-(b:Feedback)
    WHERE b.retired_at IS NULL AND g.retired_at IS NULL
      AND {{unscoped:Finding:g}} AND {{unscoped:Feedback:b}} | b] AS on_found
RETURN r.uid AS trigger, elementId(r) AS id,
  {
    uid: m.uid, number: m.number, kind: m.sort_of_review, outcome: m.outcome,
    ruled_on: m.ruled_on, effective_on: m.effective_on,
    reviews: head([(m)-[:REVIEWS]->(x:Review)
      WHERE x.retired_at IS NULL AND {{unscoped:Review:x}} | x.uid]),
    department: {uid: d.uid, id: elementId(d)},
    sanctioned_by: head([(m)-[:CHALLENGES]->(s:Act {sort_of_act: 'sanction'})<-[:HAS_ACT]-(u:Case)
        -[:ENFORCED_BY]->(z:Court)
      WHERE {{unscoped:Act:s}} AND {{unscoped:Case:u}} AND {{unscoped:Court:z}} | z.uid]),
    court: head([(d)-[:OF|STATIONED_AT]->(c:Court) WHERE {{unscoped:Court:c}} | c.uid]),
    findings: [(m)-[:FOUND]->(f:Finding)
      WHERE f.retired_at IS NULL AND f.status = 'established' AND {{unscoped:Finding:f}}
      | {number: f.number, alone: NOT EXISTS {
          MATCH (f)<-[:FOUND]-(e:Review)
          WHERE e <> m AND e.retired_at IS NULL AND {{unscoped:Review:e}}
        }}]
  } AS ruling,
  [(m)-[:CHALLENGES]->(k:Case)-[:ENFORCED_BY]->(w:Court)
    WHERE {{unscoped:Case:k}} AND {{unscoped:Court:w}} | w.uid]
  + [(m)-[:CHALLENGES]->(a:Act)<-[:HAS_ACT]-(j:Case)-[:ENFORCED_BY]->(v:Court)
    WHERE {{unscoped:Act:a}} AND {{unscoped:Case:j}} AND {{unscoped:Court:v}} | v.uid]
  AS implementers,
  [b IN on_it + on_found | {
    uid: b.uid, id: elementId(b), number: b.number, sort: b.sort_of_feedback,
    on: coalesce(b.issued_on, b.received_on), about: b IN on_it,
    by: [(b)-[:ISSUED_BY]->(i:Department|Court) WHERE {{unscoped:Department|Court:i}}
      | {uid: i.uid, name: i.name, court: head([(i)-[:OF]->(l:Court)
          WHERE {{unscoped:Department|Court:i}} AND {{unscoped:Court:l}} | l.uid])}],
    to: [(b)-[:ADDRESSED_TO]->(t:Department)-[:OF|STATIONED_AT]->(h:Court)
        WHERE {{unscoped:Department:t}} AND {{unscoped:Court:h}} | {uid: t.uid, court: h.uid}]
      + [(b)-[:ADDRESSED_TO]->(q:Court) WHERE {{unscoped:Court:q}} | {uid: q.uid, court: q.uid}]
      + [(b)-[:ADDRESSED_TO]->(y:Officer) WHERE {{unscoped:Officer:y}} | {uid: y.uid, court: null}]
  }] AS feedback
