// answers: Joint consultations held between two days, and those for which a court applied then. A
//   meeting is found by the day on which it is held, which may be some weeks on.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: meeting_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (n:Meeting)
WHERE n.rank > toString($after) AND n.rank <= toString($until + duration({days: 92}))
  AND n.uid IS NOT NULL AND n.sort_of_meeting = 'joint' AND {{unscoped:Meeting:n}}
RETURN n.uid AS trigger
