// answers: Whether the head of the department stated, before a trip, what to heed in the case
//   and what discipline and style require. Owed by those who led the department on that day and
//   did not go themselves, else by the department.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: trip_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Trip {uid: t.uid})-[:SENT_BY]->(d:Department)
WHERE {{unscoped:Trip:n}} AND n.retired_at IS NULL AND {{unscoped:Department:d}}
WITH t, n, d, n.left_on AS day, date(datetime({datetime: n.created_at,
  timezone: 'Asia/Shanghai'})) AS entered,
  [(n)<-[:MADE]-(o:Officer) WHERE {{unscoped:Officer:o}} | o.uid] AS gone
WITH t, n, d, day, CASE WHEN entered < day THEN entered ELSE day END AS since,
  COLLECT {
    MATCH (h:Officer)-[post:LEADS]->(d)
    WHERE {{unscoped:Officer:h}} AND h.retired_at IS NULL AND {{unscoped:Department:d}}
      AND NOT h.uid IN gone
      AND (post.from IS NULL OR post.from <= day) AND (post.to IS NULL OR post.to >= day)
    RETURN {uid: h.uid, id: elementId(h)} AS who ORDER BY who.uid
  } AS heads, COLLECT {
    MATCH (h:Officer)-[post:LEADS]->(d)
    WHERE {{unscoped:Officer:h}} AND h.retired_at IS NULL AND {{unscoped:Department:d}}
      AND NOT h.uid IN gone
      AND (post.from IS NULL OR post.from <= n.briefed_on)
        AND (post.to IS NULL OR post.to >= n.briefed_on)
    RETURN {uid: h.uid, id: elementId(h)} AS who ORDER BY who.uid
  } AS then,
  [(n)<-[:BRIEFED]-(h:Officer) WHERE {{unscoped:Officer:h}} | h.uid] AS by
WITH *, by = [] OR any(h IN then WHERE h.uid IN by) OR then = [] AS own,
  trim(coalesce(n.case_briefing, '')) <> '' AS on_case,
  trim(coalesce(n.conduct_briefing, '')) <> '' AS on_conduct
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, '' AS part, since, day AS base,
  null AS set_on, CASE WHEN heads = [] THEN [{uid: d.uid, id: elementId(d)}]
    ELSE heads END AS owed_by,
  {uid: d.uid, id: elementId(d)} AS owed_at,
  CASE WHEN own AND on_case AND on_conduct THEN n.briefed_on END AS done_on,
  CASE WHEN own AND n.briefed_on IS NOT NULL THEN [{uid: n.uid, id: elementId(n)}]
    ELSE [] END AS by, null AS void,
  CASE WHEN n.briefed_on IS NOT NULL AND NOT own
    THEN ['谈话人不是派出部门负责人|who gave the talk does not lead the department that sent them']
    ELSE [] END
  + CASE WHEN n.briefed_on IS NOT NULL AND NOT (on_case AND on_conduct)
    THEN ['谈话应包括办案注意事项和纪律作风要求两项|the talk has to be on the case and on conduct']
    ELSE [] END
  + CASE WHEN n.briefed_on > day
    THEN ['谈话晚于出发之日|the talk was after the departure'] ELSE [] END AS flags
