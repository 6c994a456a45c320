// answers: Candidates: what came in the span: feedback received, inspections ended, opinions and
//   proposals issued.
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
  MATCH (n:Inspection)
  WHERE n.rank > toString($after - duration({days: 732})) AND n.rank <= toString($until)
    AND n.uid IS NOT NULL
    AND {{unscoped:Inspection:n}} AND n.ended_on > $after
  RETURN n.uid AS trigger
  UNION ALL
  MATCH (n:Opinion)
  WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
    AND {{unscoped:Opinion:n}}
  RETURN n.uid AS trigger
  UNION ALL
  MATCH (n:Proposal)
  WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
    AND {{unscoped:Proposal:n}}
  RETURN n.uid AS trigger
}
RETURN trigger
