// answers: Candidates: leads registered in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: lead_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Lead)
WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
  AND {{unscoped:Lead:n}}
RETURN n.uid AS trigger
