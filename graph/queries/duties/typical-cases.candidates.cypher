// answers: The review departments, with their first and last days.
// parameters: $after, $until (the periods between them are the engine's to form)
// rows: trigger (uid), first, last
// starts from: department_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (d:Department)
USING INDEX d:Department(rank, uid)
WHERE d.rank >= '' AND d.uid IS NOT NULL AND d.function = 'review' AND d.retired_at IS NULL
  AND {{unscoped:Department:d}}
RETURN d.uid AS trigger, d.valid_from AS first, d.valid_to AS last
