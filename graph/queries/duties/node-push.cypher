// answers: Whether a node of procedure that a case passed was pushed to the parties, by the
//   court that enforces the case, or its department that handles it ($owner): that of who handled
//   it on that day, by their part in it; where none is on record, the court.
//   A node beyond the ten that are named asks for it where $nodes says so.
// parameters: $triggers (uid, period, first, last), $owner court or department,
//   $nodes named or all
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: disclosure_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Disclosure {uid: t.uid})-[:ON]->(x:Case|Step)
WHERE {{unscoped:Disclosure:n}} AND n.retired_at IS NULL AND {{unscoped:Case|Step:x}}
  AND ($nodes = 'all' OR n.node <> 'other')
MATCH (x)<-[:HAS_STEP*0..1]-(k:Case|Step)-[:ENFORCED_BY]->(c:Court)
WHERE {{unscoped:Case|Step:k}} AND k.retired_at IS NULL AND {{unscoped:Court:c}}
WITH t, n, c, CASE WHEN $owner = 'department' THEN head(COLLECT {
    MATCH (k)<-[h:HANDLES]-(o:Officer)-[w:SERVES]->(d:Department)-[:OF]->(c)
    WHERE (h.from IS NULL OR h.from <= n.passed_on) AND (h.to IS NULL OR h.to >= n.passed_on)
      AND (w.from IS NULL OR w.from <= n.passed_on) AND (w.to IS NULL OR w.to >= n.passed_on)
      AND coalesce(h.role, '') IN ['handler', '', 'executor']
      AND {{unscoped:Case|Step:k}} AND {{unscoped:Officer:o}} AND {{unscoped:Department:d}}
      AND {{unscoped:Court:c}}
    RETURN d
    ORDER BY CASE coalesce(h.role, '') WHEN 'handler' THEN 0 WHEN '' THEN 1 ELSE 2 END,
      coalesce(toString(w.from), '') DESC, d.uid
    LIMIT 1
  }) END AS d
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, '' AS part,
  n.passed_on AS since, null AS base, null AS set_on,
  [x IN [coalesce(d, c)] | {uid: x.uid, id: elementId(x)}] AS owed_by, null AS owed_at,
  CASE WHEN n.pushed_on >= n.passed_on THEN n.pushed_on END AS done_on,
  CASE WHEN n.pushed_on >= n.passed_on THEN [{uid: n.uid, id: elementId(n)}]
    ELSE [] END AS by, null AS void,
  CASE WHEN n.pushed_on < n.passed_on
    THEN [n.number + '的推送日期早于节点日期|' + n.number + ' was pushed before the node was passed']
    ELSE [] END AS flags
