// answers: Key steps in the actor's sight, not done, whose first day over the due day is one of
//   these.
// parameters: $since, $until, $limit
// rows: trigger (uid)
// starts from: step_by_rank
MATCH (n:Step)
WHERE n.rank >= toString($since - duration({days: 1})) AND n.rank < toString($until)
  AND n.uid IS NOT NULL AND n.done_on IS NULL AND n.explained_on IS NULL AND n.retired_at IS NULL
  AND {{visible:Step:n}}
RETURN n.uid AS trigger
ORDER BY {{first}}n.rank, n.uid
LIMIT $limit
