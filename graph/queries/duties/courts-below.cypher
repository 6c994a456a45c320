// answers: Courts that stand or stood under a high court, at any level: the areas that it feeds
//   back to and visits. Not a rule: the facts of several rules ask it.
// parameters: $uids of high courts
// rows: top (uid), court (uid)
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $uids AS uid
MATCH (c:Court {uid: uid})<-[:UNDER|WAS_UNDER*1..3]-(k:Court)
WHERE {{unscoped:Court:c}} AND {{unscoped:Court:k}} AND k.retired_at IS NULL
RETURN DISTINCT c.uid AS top, k.uid AS court
