// answers: Candidates: trips whose return fell in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: trip_by_returned
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Trip)
WHERE n.returned_on > $after AND n.returned_on <= $until AND n.uid IS NOT NULL
  AND {{unscoped:Trip:n}}
RETURN n.uid AS trigger
