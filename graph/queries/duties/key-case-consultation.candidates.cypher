// answers: Candidates: key cases proposed in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: key_case_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:KeyCase)
WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
  AND {{unscoped:KeyCase:n}}
RETURN n.uid AS trigger
