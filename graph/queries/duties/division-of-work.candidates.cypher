// answers: Candidates: courts that were there, or came into being, in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (c:Court)
WHERE c.uid > '' AND {{unscoped:Court:c}} AND c.retired_at IS NULL
WITH c, CASE WHEN c.valid_from > date('2021-02-26') THEN c.valid_from ELSE date('2021-02-26') END
  AS since
WHERE since > $after AND since <= $until OR c.valid_to > $after AND c.valid_to <= $until
RETURN c.uid AS trigger
