// answers: Petitions sent up for verification between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: petition_by_sent_up
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL {
  MATCH (p:Petition)
  WHERE p.sent_up_on > $after AND p.sent_up_on <= $until AND {{unscoped:Petition:p}}
  RETURN p
  UNION
  MATCH (v:Verification)
  WHERE v.rank > toString($after) AND v.rank <= toString($until) AND v.uid IS NOT NULL
    AND v.sent_up_on IS NOT NULL AND {{unscoped:Verification:v}}
  MATCH (v)-[:VERIFIES]->(p:Petition)
  WHERE {{unscoped:Petition:p}}
  RETURN p
}
RETURN DISTINCT p.uid AS trigger
