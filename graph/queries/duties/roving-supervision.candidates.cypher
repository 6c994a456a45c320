// answers: The high courts, with their first and last days.
// parameters: $after, $until (the periods between them are the engine's to form)
// rows: trigger (uid), first, last
// starts from: court_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (h:Court)
USING INDEX h:Court(rank, uid)
WHERE h.rank >= '' AND h.uid IS NOT NULL AND h.level = 'high' AND h.retired_at IS NULL
  AND {{unscoped:Court:h}}
RETURN h.uid AS trigger, h.valid_from AS first, h.valid_to AS last
