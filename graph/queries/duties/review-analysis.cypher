// answers: High courts with their review departments, and whether an analysis was given once in so
//   many quarters (asked.from), the last of which is the period; where none was, the first one after
//   it closes the gap, late.
// parameters: $triggers high courts with a quarter
// rows: facts of a duty
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (h:Court {uid: asked.uid})
WHERE h.retired_at IS NULL AND h.level = 'high'
  AND coalesce(h.valid_from <= asked.last, true) AND coalesce(asked.last <= h.valid_to, true)
  AND {{unscoped:Court:h}}
WITH asked, h,
  [(h)<-[:OF]-(d:Department)
    WHERE d.function = 'review' AND d.retired_at IS NULL
      AND coalesce(d.valid_from <= asked.last, true) AND coalesce(asked.last <= d.valid_to, true)
      AND {{unscoped:Department:d}}
    | {uid: d.uid, id: elementId(d)}]
  AS departments
CALL (h, asked) {
  CALL (h) {
    MATCH (h)<-[:ISSUED_BY]-(b:Feedback)
    WHERE {{unscoped:Feedback:b}}
    RETURN b
    UNION
    MATCH (h)<-[:OF]-(i:Department {function: 'review'})<-[:ISSUED_BY]-(b:Feedback)
    WHERE {{unscoped:Department:i}} AND {{unscoped:Feedback:b}}
    RETURN b
  }
  WITH b, asked
  WHERE b.sort_of_feedback = 'analysis' AND b.retired_at IS NULL AND b.issued_on >= asked.from
  ORDER BY b.issued_on, b.uid
  RETURN collect(b)[..1] AS given
}
RETURN asked.uid AS trigger, asked.period AS period, elementId(h) AS id, '' AS part,
  asked.first AS since, asked.last AS base, null AS set_on,
  CASE WHEN departments = [] THEN [{uid: h.uid, id: elementId(h)}] ELSE departments END AS owed_by,
  null AS owed_at, head(given).issued_on AS done_on,
  [x IN given | {uid: x.uid, id: elementId(x)}] AS by, null AS void, [] AS flags
