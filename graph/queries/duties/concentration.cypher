// answers: Lower courts with enough findings in a quarter, the high court's review departments, and the on-site guidance
//   that came to them. Whether a problem is concentrated there is said by
//   graph.operations.concentration.
// parameters: $triggers courts with a quarter, $least findings
// rows: trigger (uid), period, first, last, id, code, top (code), owing, inspections
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (c:Court {uid: asked.uid})
WHERE c.retired_at IS NULL AND c.level <> 'high' AND {{unscoped:Court:c}}
  AND (
    (c.level = 'basic' AND COUNT {
      MATCH (f:Finding)
      WHERE f.c3 = c.code AND f.rank >= toString(asked.first) AND f.rank <= toString(asked.last)
        AND f.uid IS NOT NULL AND {{unscoped:Finding:f}}
    } >= $least)
    OR (c.level = 'intermediate' AND COUNT {
      MATCH (g:Finding)
      WHERE g.c2 = c.code AND g.rank >= toString(asked.first) AND g.rank <= toString(asked.last)
        AND g.uid IS NOT NULL AND g.c3 IS NULL AND {{unscoped:Finding:g}}
    } >= $least)
  )
MATCH (h:Court {code: c.c1})
WHERE {{unscoped:Court:h}}
WITH asked, c, h,
  [(h)<-[:OF]-(d:Department)
    WHERE d.function = 'review' AND d.retired_at IS NULL
      AND coalesce(d.valid_from <= asked.last, true) AND coalesce(asked.last <= d.valid_to, true)
      AND {{unscoped:Department:d}}
    | {uid: d.uid, id: elementId(d)}] AS departments
RETURN asked.uid AS trigger, asked.period AS period, asked.first AS first, asked.last AS last,
  elementId(c) AS id, c.code AS code, h.code AS top,
  CASE WHEN departments = [] THEN [{uid: h.uid, id: elementId(h)}] ELSE departments END AS owing,
  COLLECT {
    MATCH (c)<-[:INSPECTS]-(i:Inspection)-[:CARRIED_OUT_BY]->(b:Department|Court)
    WHERE i.sort_of_inspection = 'on_site' AND i.retired_at IS NULL AND i.began_on >= asked.first
      AND {{unscoped:Inspection:i}} AND {{unscoped:Department|Court:b}}
    RETURN {
      uid: i.uid, id: elementId(i), number: i.number, on: i.began_on, by: b.name,
      own: b = h OR EXISTS { MATCH (b)-[:OF]->(w:Court) WHERE w = h AND {{unscoped:Court:w}} }
    }
    ORDER BY i.began_on, i.number
  } AS inspections
