// answers: Key steps whose due day passed between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: step_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (s:Step)
WHERE s.rank >= toString($after) AND s.rank < toString($until) AND s.uid IS NOT NULL
  AND (s.done_on IS NULL OR s.done_on > s.due_on) AND {{unscoped:Step:s}}
RETURN s.uid AS trigger
