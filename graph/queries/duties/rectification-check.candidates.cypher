// answers: Candidates: items received in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: feedback_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL () {
  MATCH (n:Feedback)
  WHERE n.rank > toString($after - duration({days: 366})) AND n.rank <= toString($until)
    AND n.uid IS NOT NULL
    AND {{unscoped:Feedback:n}} AND coalesce(n.received_on, n.issued_on) > $after
  RETURN n.uid AS trigger
  UNION ALL
  MATCH (n:Rectification)
  WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
    AND {{unscoped:Rectification:n}}
  RETURN n.uid AS trigger
  UNION ALL
  MATCH (k:Check)-[:CHECKS]->(of:Feedback|Rectification)
  WHERE k.rank > toString($after) AND k.rank <= toString($until) AND k.uid IS NOT NULL
    AND {{unscoped:Check:k}}
    AND {{unscoped:Feedback|Rectification:of}}
  MATCH (of)-[:ANSWERS*0..1]->(n:Feedback|Rectification)
  WHERE {{unscoped:Feedback|Rectification:n}}
  RETURN n.uid AS trigger
}
RETURN DISTINCT trigger
