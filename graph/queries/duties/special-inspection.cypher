// answers: Whether bureau, discipline team and supervision office of a court, alone or together,
//   inspected or reviewed in the year (of several, t.from, it is the last), on so many of the
//   four subjects ($subjects), and said what is to be put right. An inspection begun in the year
//   after makes up for it, late.
// parameters: $triggers (uid, period, first, last, from), $subjects
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: court_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (c:Court {uid: t.uid})
WHERE {{unscoped:Court:c}} AND c.retired_at IS NULL
  AND coalesce(c.valid_from <= t.first, true) AND coalesce(c.valid_to >= t.last, true)
WITH t, c, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND coalesce(b.valid_from <= t.last, true) AND coalesce(b.valid_to >= t.last, true)
      AND (b.function IN ['bureau', 'discipline_team', 'supervision_office']
        OR b.function = 'enforcement' AND NOT EXISTS {
          MATCH (c)<-[:OF]-(whole:Department {function: 'bureau'})
            WHERE {{unscoped:Department:whole}}
        })
    RETURN b ORDER BY b.function, b.uid
  } AS bodies
WITH t, c, bodies, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT*0..1]-(by:Court|Department)<-[:CARRIED_OUT_BY]-(n:Inspection)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Court|Department:by}} AND (by = c OR by IN bodies)
      AND {{unscoped:Inspection:n}} AND n.retired_at IS NULL
      AND n.sort_of_inspection IN ['special', 'judicial', 'case_review']
      AND n.subject IN ['campaigns', 'evaluation', 'style', 'funds']
      AND n.began_on >= t.from AND n.began_on <= t.last + duration({years: 1})
    RETURN DISTINCT {number: n.number, on: n.began_on, subject: n.subject, record: {uid: n.uid,
      id: elementId(n)},
      measures: trim(coalesce(n.measures, '')) <> ''} AS made
    ORDER BY made.on, made.number
  } AS made
WITH *, [subject IN ['campaigns', 'evaluation', 'style', 'funds']
  | head([n IN made WHERE n.subject = subject AND n.measures])] AS firsts
WITH *, COLLECT {
    UNWIND firsts AS n
    WITH n WHERE n IS NOT NULL
    RETURN n ORDER BY n.on, n.number
  } AS good
RETURN t.uid AS trigger, t.period AS period, elementId(c) AS id, '' AS part, t.first AS since,
  null AS base, null AS set_on, [b IN bodies | {uid: b.uid, id: elementId(b)}] AS owed_by,
    null AS owed_at,
  good[toInteger($subjects) - 1].on AS done_on,
  [n IN good[..toInteger($subjects)] | n.record] AS by, null AS void,
  [n IN made WHERE NOT n.measures
    | n.number + '没有提出整改措施|' + n.number + ' asks for no measures'] AS flags
