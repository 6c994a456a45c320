// answers: Findings of verifications made, and of petitions received, between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: verification_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL {
  MATCH (s:Verification)
  WHERE s.rank > toString($after) AND s.rank <= toString($until) AND s.uid IS NOT NULL
    AND {{unscoped:Verification:s}}
  MATCH (s)-[:FOUND]->(f:Finding)
  WHERE {{unscoped:Finding:f}}
  RETURN f
  UNION
  MATCH (q:Petition)
  WHERE q.rank > toString($after) AND q.rank <= toString($until) AND q.uid IS NOT NULL
    AND {{unscoped:Petition:q}}
  MATCH (q)-[:FOUND]->(f:Finding)
  WHERE {{unscoped:Finding:f}}
  RETURN f
}
RETURN DISTINCT f.uid AS trigger
