// answers: Who has to do, or explain, a key step that passed its due day: those who handled the case
//   on the day after, by their part in it; the enforcing court where nobody is on record.
// parameters: $triggers steps
// rows: facts of a duty
// starts from: step_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (s:Step {uid: asked.uid})<-[:HAS_STEP]-(k:Case)-[:ENFORCED_BY]->(c:Court)
WHERE s.retired_at IS NULL AND s.due_on IS NOT NULL
  AND (s.done_on IS NULL OR s.done_on > s.due_on)
  AND {{unscoped:Step:s}} AND {{unscoped:Case:k}} AND {{unscoped:Court:c}}
WITH asked, s, k, c, s.due_on + duration({days: 1}) AS since
CALL (k, since) {
  OPTIONAL MATCH (o:Officer)-[h:HANDLES]->(k)
  WHERE coalesce(h.role, '') IN ['handler', '', 'executor']
    AND coalesce(h.from <= since, true) AND coalesce(since <= h.to, true)
    AND {{unscoped:Officer:o}}
  WITH o, CASE coalesce(h.role, '') WHEN 'handler' THEN 0 WHEN '' THEN 1 ELSE 2 END AS place
  WITH collect({o: o, place: place}) AS all
  WITH all, reduce(least = 3, x IN all | CASE WHEN x.place < least THEN x.place ELSE least END)
    AS first
  RETURN [x IN all WHERE x.o IS NOT NULL AND x.place = first | x.o] AS handlers
}
CALL (handlers, c, since) {
  UNWIND handlers AS p
  MATCH (p)-[w:SERVES]->(d:Department)-[:OF|STATIONED_AT]->(e:Court)
  WHERE coalesce(w.from <= since, true) AND coalesce(since <= w.to, true)
    AND {{unscoped:Officer:p}} AND {{unscoped:Department:d}} AND {{unscoped:Court:e}}
  WITH d, w, e = c AS own
  ORDER BY own DESC, coalesce(toString(w.from), '') DESC, d.uid
  RETURN head(collect({uid: d.uid, id: elementId(d)})) AS owed_at
}
WITH asked, s, c, since, handlers, owed_at,
  [x IN [s.done_on, CASE WHEN s.explanation IS NOT NULL THEN s.explained_on END]
    WHERE x IS NOT NULL] AS days
WITH asked, s, c, since, handlers, owed_at,
  reduce(first = null, x IN days | CASE WHEN first IS NULL OR x < first THEN x ELSE first END)
  AS done_on
RETURN asked.uid AS trigger, asked.period AS period, elementId(s) AS id, '' AS part,
  since, null AS base, null AS set_on,
  CASE WHEN handlers = [] THEN [{uid: c.uid, id: elementId(c)}]
    ELSE [x IN handlers | {uid: x.uid, id: elementId(x)}] END AS owed_by,
  owed_at, done_on,
  CASE WHEN done_on IS NULL THEN [] ELSE [{uid: s.uid, id: elementId(s)}] END AS by,
  null AS void,
  CASE WHEN done_on IS NULL AND s.explanation IS NOT NULL
    THEN ['有超期说明，未填说明日期|it is explained, without the day of the explanation'] ELSE []
  END AS flags
