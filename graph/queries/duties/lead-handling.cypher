// answers: Whether the discipline body that registered a lead verified and disposed of it.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: lead_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Lead {uid: t.uid})-[:REGISTERED_BY]->(d:Department)
WHERE {{unscoped:Lead:n}} AND n.retired_at IS NULL AND {{unscoped:Department:d}}
WITH t, n, d, n.state IN ['confirmed', 'unfounded'] AND n.disposed_on IS NOT NULL AS done
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, '' AS part,
  n.registered_on AS since, null AS base, null AS set_on, [{uid: d.uid,
    id: elementId(d)}] AS owed_by, {uid: d.uid, id: elementId(d)} AS owed_at,
  CASE WHEN done THEN n.disposed_on END AS done_on, CASE WHEN done
    THEN [{uid: n.uid, id: elementId(n)}] ELSE [] END AS by,
  null AS void,
  CASE WHEN n.disposed_on IS NOT NULL AND NOT done
    THEN ['已填处置日期，但没有核查结论|there is a day of disposal, but no result'] ELSE [] END
    AS flags
