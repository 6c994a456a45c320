// answers: Candidates: the high and intermediate courts.
// parameters: none
// rows: trigger (uid), first and last day of the court
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (c:Court)
WHERE c.uid > '' AND {{unscoped:Court:c}} AND c.retired_at IS NULL AND c.level <> 'basic'
RETURN c.uid AS trigger, c.valid_from AS first, c.valid_to AS last
