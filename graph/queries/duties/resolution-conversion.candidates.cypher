// answers: Petitions that entered the ledger of procedural or staged resolution between two days; of
//   those without such a day, the ones received then.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: petition_by_procedural
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL {
  MATCH (p:Petition)
  WHERE p.procedural_on > $after AND p.procedural_on <= $until AND {{unscoped:Petition:p}}
  RETURN p
  UNION
  MATCH (p:Petition)
  WHERE p.staged_on > $after AND p.staged_on <= $until AND {{unscoped:Petition:p}}
  RETURN p
  UNION
  MATCH (p:Petition)
  WHERE p.rank > toString($after) AND p.rank <= toString($until) AND p.uid IS NOT NULL
    AND p.resolution IN ['procedural', 'staged'] AND {{unscoped:Petition:p}}
  RETURN p
}
RETURN DISTINCT p.uid AS trigger
