// answers: Review departments that publish typical rulings, and whether they did once in so many
//   years (asked.from), the last of which is the period; where they didn't, the first one after it
//   closes the gap, late.
// parameters: $triggers departments with a year, $levels of courts that owe it: the high court's
//   alone, the intermediate ones' too, or all
// rows: facts of a duty
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (d:Department {uid: asked.uid})-[:OF]->(c:Court)
WHERE d.retired_at IS NULL AND d.function = 'review'
  AND (c.level = 'high' OR c.level = $levels OR $levels = 'basic')
  AND coalesce(d.valid_from <= asked.last, true) AND coalesce(asked.last <= d.valid_to, true)
  AND {{unscoped:Department:d}} AND {{unscoped:Court:c}}
CALL (d, asked) {
  MATCH (d)<-[:PUBLISHED_BY]-(k:TypicalCase)
  WHERE k.retired_at IS NULL AND k.published_on >= asked.from AND {{unscoped:TypicalCase:k}}
  WITH k
  ORDER BY k.published_on, k.uid
  RETURN collect(k)[..1] AS given
}
RETURN asked.uid AS trigger, asked.period AS period, elementId(d) AS id, '' AS part,
  asked.first AS since, asked.last AS base, null AS set_on,
  [{uid: d.uid, id: elementId(d)}] AS owed_by, null AS owed_at,
  head(given).published_on AS done_on,
  [x IN given | {uid: x.uid, id: elementId(x)}] AS by, null AS void, [] AS flags
