// answers: Disputes that arose between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: dispute_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (d:Dispute)
WHERE d.rank > toString($after) AND d.rank <= toString($until) AND d.uid IS NOT NULL
  AND {{unscoped:Dispute:d}}
RETURN d.uid AS trigger
