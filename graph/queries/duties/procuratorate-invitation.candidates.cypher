// answers: Candidates: major scenes of the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: act_by_major_scene
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Act)
WHERE n.major_scene = true AND n.done_on > $after AND n.done_on <= $until + duration({days: 366})
  AND {{unscoped:Act:n}}
RETURN n.uid AS trigger
