// answers: Candidates: failed checks of the span, and findings of the span that recur. What a
//   change brings is found by the change.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: check_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL () {
  MATCH (n:Check)
  WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
    AND {{unscoped:Check:n}}
    AND n.result <> 'carried_out'
  RETURN n.uid AS trigger
  UNION ALL
  MATCH (n:Finding)
  WHERE n.rank > toString($after - duration({days: 366})) AND n.rank <= toString($until)
    AND n.uid IS NOT NULL
    AND {{unscoped:Finding:n}} AND EXISTS {
      MATCH (n)-[:RECURS_AFTER]->(of:Feedback|Rectification)
        WHERE {{unscoped:Feedback|Rectification:of}}
    }
  RETURN n.uid AS trigger
}
RETURN trigger
