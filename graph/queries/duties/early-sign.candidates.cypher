// answers: Candidates: all early signs: they are few.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: finding_by_early_sign
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Finding)
WHERE n.early_sign = true AND n.uid IS NOT NULL AND {{unscoped:Finding:n}}
  AND n.rank > toString($after - duration({days: 1100})) AND n.rank <= toString($until)
RETURN n.uid AS trigger
