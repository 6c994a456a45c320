// answers: Candidates: trips of the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: trip_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Trip)
WHERE n.rank > toString($after) AND n.rank <= toString($until + duration({days: 92}))
  AND n.uid IS NOT NULL AND {{unscoped:Trip:n}}
RETURN n.uid AS trigger
