// answers: Candidates: key cases whose group was named in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: key_case_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:KeyCase)
WHERE n.rank > toString($after - duration({days: 366})) AND n.rank <= toString($until)
  AND n.uid IS NOT NULL AND {{unscoped:KeyCase:n}} AND n.consulted_on > $after
RETURN n.uid AS trigger
