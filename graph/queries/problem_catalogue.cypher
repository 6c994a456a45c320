// answers: Every problem code with its topic and the codes that mean the same.
// parameters: none
// rows: uid, code, name, family, source, topic (name or null), topic_uid, same_as (codes)
// starts from: problem_by_rank
MATCH (p:Problem)
USING INDEX p:Problem(rank, uid)
WHERE p.rank > ''
  AND p.uid IS NOT NULL
  AND {{visible:Problem:p}}
OPTIONAL MATCH (p)-[:WITHIN]->(t:Topic)
WHERE {{visible:Topic:t}}
RETURN p.uid AS uid, p.code AS code, p.name AS name, p.family AS family, p.source AS source,
  t.name AS topic, t.uid AS topic_uid,
  COLLECT { MATCH (p)-[:SAME_AS]-(s:Problem) WHERE {{visible:Problem:s}} RETURN DISTINCT s.code }
    AS same_as
ORDER BY p.family, p.code
