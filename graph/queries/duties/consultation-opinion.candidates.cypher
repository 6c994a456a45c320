// answers: Opinions issued between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: opinion_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Opinion)
WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
  AND {{unscoped:Opinion:n}}
RETURN n.uid AS trigger
