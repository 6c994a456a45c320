// answers: Rulings that take effect between two days, or whose time to be taken further may end
//   then where no day of effect is recorded; with the ruling that each reviews.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: review_by_effective
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL {
  MATCH (r:Review)
  WHERE r.effective_on > $after AND r.effective_on <= $until AND {{unscoped:Review:r}}
  RETURN r
  UNION
  MATCH (r:Review)
  WHERE r.ruled_on > $after - duration({days: 15}) AND r.ruled_on <= $until
    AND r.effective_on IS NULL AND {{unscoped:Review:r}}
  RETURN r
}
UNWIND [r] + [(r)-[:REVIEWS]->(o:Review) WHERE {{unscoped:Review:o}} | o] AS t
RETURN DISTINCT t.uid AS trigger
