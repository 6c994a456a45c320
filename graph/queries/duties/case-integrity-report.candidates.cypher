// answers: Candidates: cases concluded in the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: case_by_concluded
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Case)
WHERE n.concluded_on > $after AND n.concluded_on <= $until AND n.uid IS NOT NULL
  AND {{unscoped:Case:n}}
  AND n.type_code IN ['enforcement', 'resumed']
RETURN n.uid AS trigger
