// answers: Candidates: trips that came back up to two months before the span or in it, and those
//   of untruthful reports of the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: trip_by_returned
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
CALL () {
  MATCH (n:Trip)
  WHERE n.returned_on > $after - duration({days: 62}) AND n.returned_on <= $until
    AND n.uid IS NOT NULL AND {{unscoped:Trip:n}}
  RETURN n
  UNION
  MATCH (r:TripReport)-[:REPORTS]->(n:Trip)
  WHERE r.rank > toString($after) AND r.rank <= toString($until) AND r.uid IS NOT NULL
    AND {{unscoped:TripReport:r}} AND r.truthfulness = 'untruthful' AND {{unscoped:Trip:n}}
  RETURN n
}
RETURN n.uid AS trigger
