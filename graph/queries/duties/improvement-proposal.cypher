// answers: High and intermediate courts with a quarter, their discipline bodies, and what these
//   proposed in it and in the quarter after, with the codes of the problems. Whether a problem
//   is widespread in the area is said by graph.operations.concentration.
// parameters: $triggers (uid, period, first, last)
// rows: trigger (uid), period, first, last, id, code, owing, proposals
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (c:Court {uid: t.uid})
WHERE {{unscoped:Court:c}} AND c.retired_at IS NULL AND c.level <> 'basic'
  AND coalesce(c.valid_from <= t.first, true) AND coalesce(c.valid_to >= t.last, true)
WITH t, c, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND b.function IN ['discipline_team', 'supervision_office']
      AND coalesce(b.valid_from <= t.last, true) AND coalesce(b.valid_to >= t.last, true)
    RETURN b ORDER BY b.function, b.uid
  } AS bodies
RETURN t.uid AS trigger, t.period AS period, t.first AS first, t.last AS last,
  elementId(c) AS id, c.code AS code, [b IN bodies | {uid: b.uid, id: elementId(b)}] AS owing,
    COLLECT {
    UNWIND bodies AS by
    MATCH (by)<-[:ISSUED_BY]-(n:Proposal)
    WHERE {{unscoped:Department:by}} AND {{unscoped:Proposal:n}} AND n.retired_at IS NULL
      AND n.issued_on >= t.first
      AND n.issued_on <= t.last + duration({days: 1}) + duration({months: 3}) - duration({days: 1})
    RETURN DISTINCT {uid: n.uid, id: elementId(n), number: n.number, on: n.issued_on,
      about: [(n)-[:CITES]->(p:Problem) WHERE {{unscoped:Problem:p}} | p.code]
        + [(n)-[:CITES]->(f:Finding)-[:OF_PROBLEM]->(p:Problem)
          WHERE {{unscoped:Finding:f}} AND {{unscoped:Problem:p}} | p.code],
      bureau: EXISTS {
        MATCH (n)-[:ADDRESSED_TO]->(x:Court|Department)-[:OF*0..1]->(c)
        WHERE {{unscoped:Court|Department:x}} AND {{unscoped:Court:c}}
          AND NOT coalesce(x.function, '') IN ['supervision_office', 'discipline_team']
      }} AS made
    ORDER BY made.on, made.number
  } AS proposals
