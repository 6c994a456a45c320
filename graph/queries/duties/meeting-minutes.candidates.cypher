// answers: Candidates: judges' meetings of the span.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: meeting_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Meeting)
WHERE n.rank > toString($after) AND n.rank <= toString($until) AND n.uid IS NOT NULL
  AND {{unscoped:Meeting:n}} AND n.sort_of_meeting = 'judges' AND n.agreed
RETURN n.uid AS trigger
