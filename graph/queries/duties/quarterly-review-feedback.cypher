// answers: Review departments whose rulings, taking effect in a period, established problems, and
//   the quarterly feedback in which they were collected: issued after the period by the department or its
//   court, with suggestions; where it covers findings, those of this period among them.
// parameters: $triggers departments with a period
// rows: facts of a duty
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (d:Department {uid: asked.uid})-[:OF]->(c:Court)
WHERE d.retired_at IS NULL AND d.function = 'review'
  AND coalesce(d.valid_from <= asked.last, true) AND coalesce(asked.last <= d.valid_to, true)
  AND {{unscoped:Department:d}} AND {{unscoped:Court:c}}
WITH asked, d, c, asked.last + duration({days: 1}) AS since
WHERE EXISTS {
  MATCH (d)<-[:DECIDED_BY]-(r:Review)-[:FOUND]->(f:Finding)
  WHERE asked.first <= coalesce(r.effective_on, r.ruled_on) <= asked.last
    AND r.retired_at IS NULL
    AND f.status = 'established' AND f.retired_at IS NULL
    AND {{unscoped:Review:r}} AND {{unscoped:Finding:f}}
}
WITH asked, d, c, since, since + duration({months: 3}) - duration({days: 1}) AS until,
  [(d)<-[:ISSUED_BY]-(b:Feedback)
    WHERE b.sort_of_feedback = 'quarterly' AND b.retired_at IS NULL AND b.issued_on >= asked.first
      AND {{unscoped:Feedback:b}} | b]
  + [(c)<-[:ISSUED_BY]-(k:Feedback)
    WHERE k.sort_of_feedback = 'quarterly' AND k.retired_at IS NULL AND k.issued_on >= asked.first
      AND {{unscoped:Feedback:k}} | k] AS all
CALL (asked, d, since, until, all) {
  UNWIND all AS b
  WITH b, asked, d, since, until, EXISTS {
    MATCH (b)-[:COVERS]->(g:Finding)<-[:FOUND]-(r:Review)-[:DECIDED_BY]->(d)
    WHERE asked.first <= coalesce(r.effective_on, r.ruled_on) <= asked.last
      AND {{unscoped:Finding:g}} AND {{unscoped:Review:r}}
  } AS of_it
  WHERE of_it OR (since <= b.issued_on AND b.issued_on <= until AND NOT EXISTS {
    MATCH (b)-[:COVERS]->(h:Finding) WHERE {{unscoped:Finding:h}}
  })
  WITH b, since, coalesce(trim(b.suggestion), '') <> '' OR EXISTS {
    MATCH (b)-[:COVERS]->(g:Finding)
    WHERE coalesce(trim(g.suggestion), '') <> '' AND {{unscoped:Finding:g}}
  } AS suggests
  WHERE {{unscoped:Feedback:b}}
  ORDER BY b.issued_on, b.uid
  RETURN collect(CASE WHEN b.issued_on >= since AND suggests THEN b END) AS given,
    collect(CASE
      WHEN b.issued_on < since
        THEN b.number + '签发于本期届满之前|' + b.number + ' was issued before the period ended'
      WHEN NOT suggests
        THEN b.number + '没有整改建议|' + b.number + ' makes no suggestion'
    END) AS flags
}
RETURN asked.uid AS trigger, asked.period AS period, elementId(d) AS id, '' AS part,
  since, null AS base, null AS set_on,
  [{uid: d.uid, id: elementId(d)}] AS owed_by, null AS owed_at,
  head(given).issued_on AS done_on,
  [x IN given[..1] | {uid: x.uid, id: elementId(x)}] AS by,
  null AS void, CASE WHEN given = [] THEN flags ELSE [] END AS flags
