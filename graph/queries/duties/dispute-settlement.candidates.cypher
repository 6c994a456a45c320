// answers: Disputes that arose, or were reported up, between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: dispute_by_reported
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL {
  MATCH (d:Dispute)
  WHERE d.reported_on > $after AND d.reported_on <= $until AND {{unscoped:Dispute:d}}
  RETURN d
  UNION
  MATCH (d:Dispute)
  WHERE d.rank > toString($after) AND d.rank <= toString($until) AND d.uid IS NOT NULL
    AND {{unscoped:Dispute:d}}
  RETURN d
}
RETURN DISTINCT d.uid AS trigger
