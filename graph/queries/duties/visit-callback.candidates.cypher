// answers: Candidates: phone call-backs of the span after which the party was still
//   dissatisfied.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: callback_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Callback)
WHERE n.rank > toString($after - duration({days: 92})) AND n.rank <= toString($until)
  AND n.uid IS NOT NULL AND {{unscoped:Callback:n}} AND n.way = 'phone'
    AND n.answer = 'dissatisfied'
  AND coalesce(n.answered_on, n.made_on) > $after
RETURN n.uid AS trigger
