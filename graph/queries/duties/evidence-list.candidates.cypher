// answers: Lists and questions of review bodies that were sent between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: exchange_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (x:Exchange)
WHERE x.rank > toString($after) AND x.rank <= toString($until) AND x.uid IS NOT NULL
  AND x.sort_of_exchange IN ['evidence_list', 'question'] AND {{unscoped:Exchange:x}}
RETURN x.uid AS trigger
