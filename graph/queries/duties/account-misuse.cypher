// answers: Which head has to verify the misuse of an approval account, or an intercepted violation:
//   of the department in which the person worked on that day, else of the court's enforcement
//   department. Nobody verifies a record about themself: then, and where no head is on record, the
//   department owes it, as it does by $owner. Confirmed counts once the finding is there.
// parameters: $triggers events, $owner head or department
// rows: facts of a duty
// starts from: event_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (e:Event {uid: asked.uid})
WHERE e.retired_at IS NULL AND e.sort_of_event IN ['account_misuse', 'interception']
  AND {{unscoped:Event:e}}
CALL (e) {
  MATCH (e)-[:ON]->(k:Case)-[:ENFORCED_BY]->(c:Court)
  WHERE {{unscoped:Case:k}} AND {{unscoped:Court:c}}
  RETURN c
  UNION
  MATCH (e)-[:ON]->(s:Step)<-[:HAS_STEP]-(k:Case)-[:ENFORCED_BY]->(c:Court)
  WHERE {{unscoped:Step:s}} AND {{unscoped:Case:k}} AND {{unscoped:Court:c}}
  RETURN c
}
WITH asked, e, c, e.happened_on AS since,
  head([(e)-[:CAUSED_BY]->(o:Officer) WHERE {{unscoped:Officer:o}} | o]) AS who
CALL (e, c, since, who) {
  OPTIONAL MATCH (who)-[w:SERVES]->(d:Department)-[:OF|STATIONED_AT]->(x:Court)
  WHERE coalesce(w.from <= since, true) AND coalesce(since <= w.to, true)
    AND {{unscoped:Officer:who}} AND {{unscoped:Department:d}} AND {{unscoped:Court:x}}
  WITH d, w, c, since, coalesce(x = c, false) AS own
  ORDER BY own DESC, coalesce(toString(w.from), '') DESC, d.uid
  WITH collect(d) AS worked, c, since
  WITH head(worked) AS worked, [f IN ['enforcement', 'bureau'] | head([
    (c)<-[:OF]-(y:Department) WHERE y.function = f AND y.retired_at IS NULL
      AND coalesce(y.valid_from <= since, true) AND coalesce(since <= y.valid_to, true)
      AND {{unscoped:Department:y}} | y])] AS kept
  RETURN coalesce(worked, kept[0], kept[1]) AS dept
}
CALL (dept, who, since) {
  OPTIONAL MATCH (h:Officer)-[l:LEADS]->(dept)
  WHERE coalesce(l.from <= since, true) AND coalesce(since <= l.to, true)
    AND {{unscoped:Officer:h}} AND h.retired_at IS NULL AND {{unscoped:Department:dept}}
  WITH h, l, who
  ORDER BY coalesce(toString(l.from), '') DESC, h.uid
  WITH head(collect(h)) AS head, who
  RETURN CASE WHEN head IS NULL OR coalesce(head = who, false) OR $owner = 'department'
    THEN null ELSE head END AS head
}
WITH asked, e, c, since, dept, head,
  [(e)-[:FOUND]->(f:Finding)
    WHERE f.retired_at IS NULL AND f.status = 'established' AND {{unscoped:Finding:f}}
    | {uid: f.uid, id: elementId(f)}] AS found
WITH asked, e, c, since, dept, head, found,
  CASE WHEN e.state = 'cleared' OR (e.state = 'confirmed' AND found <> []) THEN e.verified_on END
  AS done_on
RETURN asked.uid AS trigger, asked.period AS period, elementId(e) AS id, '' AS part,
  since, null AS base, null AS set_on,
  [x IN [coalesce(head, dept, c)] | {uid: x.uid, id: elementId(x)}] AS owed_by,
  CASE WHEN head IS NULL THEN null ELSE {uid: dept.uid, id: elementId(dept)} END AS owed_at,
  done_on,
  CASE WHEN done_on IS NULL THEN [] ELSE [{uid: e.uid, id: elementId(e)}] + found END AS by,
  null AS void,
  CASE
    WHEN done_on IS NOT NULL OR e.state = 'open' THEN []
    WHEN e.verified_on IS NULL
      THEN ['已有核实结论，未填核实日期|it is verified, without the day of the verification']
    ELSE ['已核实属实，尚未登记问题|it is confirmed, and no finding was entered']
  END AS flags
