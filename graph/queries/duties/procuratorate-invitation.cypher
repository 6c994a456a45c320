// answers: Whether the procuratorate was invited to a major enforcement scene before its day. It
//   is owed by the department of those who carry it out, else by the court's enforcement
//   department.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: act_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Act {uid: t.uid})<-[:HAS_ACT]-(k:Case)-[:ENFORCED_BY]->(c:Court)
WHERE {{unscoped:Act:n}} AND n.retired_at IS NULL AND n.major_scene AND {{unscoped:Case:k}}
  AND {{unscoped:Court:c}}
WITH t, n, c, n.done_on AS day, date(datetime({datetime: n.created_at,
  timezone: 'Asia/Shanghai'})) AS entered
WITH t, n, day, CASE WHEN entered < day THEN entered ELSE day END AS since, head(COLLECT {
    MATCH (n)<-[:PERFORMED]-(o:Officer)-[post:SERVES]->(d:Department)-[:OF]->(c)
    WHERE {{unscoped:Act:n}} AND {{unscoped:Officer:o}} AND {{unscoped:Department:d}}
      AND {{unscoped:Court:c}}
      AND (post.from IS NULL OR post.from <= day) AND (post.to IS NULL OR post.to >= day)
    RETURN d ORDER BY post.from IS NULL, post.from DESC, d.uid LIMIT 1
  } + COLLECT {
    MATCH (c)<-[:OF]-(d:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:d}}
      AND d.function IN ['enforcement', 'bureau']
      AND d.retired_at IS NULL
    RETURN d ORDER BY d.function DESC, d.uid LIMIT 1
  }) AS d
WHERE d IS NOT NULL
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, '' AS part, since,
  day AS base, null AS set_on, [{uid: d.uid, id: elementId(d)}] AS owed_by, {uid: d.uid,
    id: elementId(d)} AS owed_at,
  n.invited_on AS done_on, CASE WHEN n.invited_on IS NULL THEN []
    ELSE [{uid: n.uid, id: elementId(n)}] END AS by,
  null AS void, [] AS flags
