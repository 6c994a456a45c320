// answers: One step of an accountability chain: where a relation leads from some records. The
//   function joins one such statement a step, for each type of record that is stepped from.
// parameters: $frontier uids, $seen uids that the walk has, $subject the uid where the walk
//   began, $limit a step
// rows: way, near (uid), far (uid), kind (type of far)
// starts from: finding_uid
// unscoped: of the findings that a rectification names only whether the walk has them is asked
UNWIND $frontier AS uid
MATCH {{start}}
MATCH {{step}}
WHERE {{rights}} AND m.retired_at IS NULL
WITH n, m, {{named}} AS named
WHERE named = [] OR n.uid = $subject OR any(uid IN named WHERE uid IN $seen)
RETURN DISTINCT {{way}} AS way, n.uid AS near, m.uid AS far, head(labels(m)) AS kind
ORDER BY near, far
LIMIT $limit
