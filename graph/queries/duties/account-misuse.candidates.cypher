// answers: Misuses of approval accounts and intercepted violations between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: event_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (e:Event)
WHERE e.rank > toString($after) AND e.rank <= toString($until) AND e.uid IS NOT NULL
  AND e.sort_of_event IN ['account_misuse', 'interception'] AND {{unscoped:Event:e}}
RETURN e.uid AS trigger
