// answers: Departments of courts that existed on a day, with their functions: who of a court owes
//   something. Not a rule: the facts of several rules ask it.
// parameters: $asked a list of court and day
// rows: court, day, uid, id, function
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $asked AS one
MATCH (c:Court {uid: one.court})<-[:OF|STATIONED_AT]-(d:Department)
WHERE d.retired_at IS NULL AND coalesce(d.valid_from <= one.day, true)
  AND coalesce(one.day <= d.valid_to, true) AND {{unscoped:Court:c}} AND {{unscoped:Department:d}}
RETURN one.court AS court, one.day AS day, d.uid AS uid, elementId(d) AS id, d.function AS function
ORDER BY d.number
