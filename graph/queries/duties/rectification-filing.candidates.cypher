// answers: Candidates: rectifications closed in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: rectification_by_closed
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Rectification)
WHERE n.closed_on > $after AND n.closed_on <= $until AND n.uid IS NOT NULL
  AND {{unscoped:Rectification:n}}
RETURN n.uid AS trigger
