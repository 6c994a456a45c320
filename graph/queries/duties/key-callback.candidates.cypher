// answers: Candidates: cases whose eighteen months or statutory period ended in the span,
//   petitions and follow-up orders of the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: case_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL () {
  MATCH (k:Case)
  WHERE k.rank > toString($after - duration({days: 2}) - duration({months: 18}))
    AND k.rank <= toString($until - duration({months: 18}))
    AND k.uid IS NOT NULL AND {{unscoped:Case:k}} AND k.type_code IN ['enforcement', 'resumed']
    AND coalesce(k.concluded_on > k.filed_on + duration({months: 18}), true)
  RETURN k.uid AS trigger
  UNION
  MATCH (k:Case)
  WHERE k.rank > toString($after - duration({days: 4}) - duration({months: 6}))
    AND k.rank <= toString($until - duration({months: 3}))
    AND k.uid IS NOT NULL AND {{unscoped:Case:k}} AND k.has_property
  RETURN k.uid AS trigger
  UNION
  MATCH (k:Case)
  WHERE k.extension_days > 0 AND k.uid IS NOT NULL AND {{unscoped:Case:k}} AND k.has_property
    AND k.filed_on + duration({months: 3, days: k.extension_days}) <= $until
    AND k.filed_on + duration({months: 6, days: k.extension_days + 4}) > $after
  RETURN k.uid AS trigger
  UNION
  MATCH (n:Petition)
  WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
    AND {{unscoped:Petition:n}}
  RETURN n.uid AS trigger
  UNION
  MATCH (n:Transfer)
  WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
    AND {{unscoped:Transfer:n}} AND n.sort_of_transfer = 'supervised'
  RETURN n.uid AS trigger
}
RETURN trigger
