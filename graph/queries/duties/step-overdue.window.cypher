// answers: Key steps in the actor's sight, not done, whose first day over the due day is one of
//   these.
// parameters: $since, $until, $limit
// rows: trigger (uid)
// starts from: step_by_rank
MATCH (s:Step)
WHERE s.rank >= toString($since - duration({days: 1})) AND s.rank < toString($until)
  AND s.uid IS NOT NULL AND s.done_on IS NULL AND s.explained_on IS NULL AND s.retired_at IS NULL
  AND {{visible:Step:s}}
RETURN s.uid AS trigger
ORDER BY s.rank, s.uid
LIMIT $limit
