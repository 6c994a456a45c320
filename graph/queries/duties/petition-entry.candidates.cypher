// answers: Petitions received between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: petition_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (p:Petition)
WHERE p.rank > toString($after) AND p.rank <= toString($until) AND p.uid IS NOT NULL
  AND {{unscoped:Petition:p}}
RETURN p.uid AS trigger
