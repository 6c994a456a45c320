// answers: Candidates: nodes passed in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: disclosure_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Disclosure)
WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
  AND {{unscoped:Disclosure:n}}
RETURN n.uid AS trigger
