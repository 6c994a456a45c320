// answers: The lower courts, with their first and last days.
// parameters: $after, $until (the periods between them are the engine's to form)
// rows: trigger (uid), first, last
// starts from: court_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (c:Court)
USING INDEX c:Court(rank, uid)
WHERE c.rank >= '' AND c.uid IS NOT NULL AND c.level <> 'high' AND c.retired_at IS NULL
  AND {{unscoped:Court:c}}
RETURN c.uid AS trigger, c.valid_from AS first, c.valid_to AS last
