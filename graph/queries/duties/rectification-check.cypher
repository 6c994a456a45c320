// answers: Which items that were fed back the court above has to check, closed or not: first by
//   the end of the check period after the one in which they were received, and after a check
//   that failed again by the end of the next. Items of an inspection, an opinion or a proposal
//   are checked by their rectification.
// parameters: $triggers (uid, period, first, last), $months
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: feedback_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
CALL (t) {
  MATCH (n:Feedback {uid: t.uid})-[:ADDRESSED_TO]->(x:Department|Court|Officer)
  WHERE {{unscoped:Feedback:n}} AND n.retired_at IS NULL AND {{unscoped:Department|Court|Officer:x}}
    AND NOT coalesce(x.function, '') IN ['review', 'supervision_office', 'discipline_team']
  WITH n, x, coalesce(n.received_on, n.issued_on) AS opened,
    [(n)-[:COVERS]->(f:Finding) WHERE {{unscoped:Finding:f}} | f] AS covered
  WHERE covered <> [] OR n.sort_of_feedback <> 'case'
  WITH n, x, opened, covered <> [] AND none(f IN covered
    WHERE f.status = 'established' AND f.retired_at IS NULL) AS lost
  RETURN n, opened, lost, CASE WHEN x:Court THEN x ELSE head(COLLECT {
      MATCH (x)-[post:SERVES*0..1]->(d:Department)-[:OF|STATIONED_AT]->(k:Court)
      WHERE {{unscoped:Department:d}} AND {{unscoped:Court:k}}
        AND all(p IN post WHERE (p.from IS NULL OR p.from <= opened)
          AND (p.to IS NULL OR p.to >= opened))
      RETURN k LIMIT 1
    }) END AS c
  UNION
  MATCH (n:Rectification {uid: t.uid})-[:CARRIED_OUT_BY]->(d:Department)-[:OF]->(c:Court)
  WHERE {{unscoped:Rectification:n}} AND n.retired_at IS NULL AND {{unscoped:Department:d}}
    AND {{unscoped:Court:c}}
    AND EXISTS {
      MATCH (n)-[:ANSWERS]->(o:Inspection|Opinion|Proposal|CorrectionOrder)
      WHERE {{unscoped:Inspection|Opinion|Proposal|CorrectionOrder:o}}
    }
  RETURN n, n.opened_on AS opened, false AS lost, c
}
WITH DISTINCT t, n, c, opened, lost
WHERE c IS NOT NULL
WITH t, n, c, opened, lost, head(
    [(c)-[was:WAS_UNDER]->(old:Court)
      WHERE {{unscoped:Court:c}} AND {{unscoped:Court:old}} AND was.to >= opened
        AND (was.from IS NULL OR was.from <= opened) | old]
    + [(c)-[:UNDER]->(up:Court) WHERE {{unscoped:Court:c}} AND {{unscoped:Court:up}} | up]
  ) AS above, COLLECT {
    MATCH (n)<-[:ANSWERS*0..1]-(of:Feedback|Rectification)<-[:CHECKS]-(k:Check)
    WHERE {{unscoped:Feedback|Rectification:of}} AND of.retired_at IS NULL
      AND {{unscoped:Check:k}} AND k.retired_at IS NULL
    WITH DISTINCT k
    MATCH (k)-[:MADE_BY]->(by:Court|Department)
    WHERE {{unscoped:Court|Department:by}}
    RETURN {number: k.number, on: k.checked_on, failed: k.result <> 'carried_out', uid: k.uid,
      record: {uid: k.uid, id: elementId(k)},
      by: coalesce([(by)-[:OF]->(up:Court) WHERE {{unscoped:Court:up}}
        | up.uid][0], by.uid)} AS made
    ORDER BY made.on, made.uid
  } AS checks
WITH *, [k IN checks WHERE k.by = above.uid AND k.on >= opened] AS good
WITH *, [{part: '', since: opened}] + [k IN good WHERE k.failed | {part: k.uid, since: k.on}]
  AS starts
UNWIND starts AS start
WITH *, head([k IN good WHERE k.on >= start.since AND k.uid <> start.part
  AND NOT (k.on = start.since AND start.part <> '' AND k.uid < start.part)]) AS made,
  start.since.year * 12 + start.since.month - 1 AS month
WITH *, (month / toInteger($months) + 2) * toInteger($months) AS ends
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id,
  c.uid + CASE start.part WHEN '' THEN '' ELSE '|' + start.part END AS part,
  start.since AS since,
  date({year: ends / 12, month: ends % 12 + 1, day: 1}) - duration({days: 1}) AS base,
  null AS set_on,
  [{uid: coalesce(above.uid, c.uid), id: coalesce(elementId(above), elementId(c))}] AS owed_by,
  null AS owed_at, made.on AS done_on,
  CASE WHEN made IS NULL THEN [] ELSE [made.record] END AS by,
  CASE
    WHEN above IS NULL
    THEN '应由其上级法院履行，不在本省法院体系内|owed by the court above, outside of the tree'
    WHEN lost THEN '反馈的问题均已不成立|none of the problems fed back stands any longer'
  END AS void,
  [k IN checks WHERE start.part = '' AND k.by <> above.uid
    | k.number + '不是其上级法院所作的检查|' + k.number + ' was made by another court']
  + [k IN checks WHERE start.part = '' AND k.by = above.uid AND k.on < opened
    | k.number + '的检查早于收到反馈之日|' + k.number + ' is older than what it checks'] AS flags
