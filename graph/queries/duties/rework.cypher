// answers: Verifications that returned a petition, the court that has to handle it anew, and when it
//   was sent up again: as the petition says, or a later verification of it.
// parameters: $triggers verifications
// rows: facts of a duty
// starts from: verification_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (v:Verification {uid: asked.uid})-[:VERIFIES]->(p:Petition)-[:HANDLED_BY]->(d:Department)
  -[:OF|STATIONED_AT]->(c:Court)
WHERE v.retired_at IS NULL AND v.returned AND p.retired_at IS NULL
  AND {{unscoped:Verification:v}} AND {{unscoped:Petition:p}}
  AND {{unscoped:Department:d}} AND {{unscoped:Court:c}}
WITH asked, v, p, c, v.verified_on AS since,
  [(p)<-[:VERIFIES]-(l:Verification)
    WHERE l <> v AND l.retired_at IS NULL AND l.verified_on > v.verified_on
      AND {{unscoped:Verification:l}} | l] AS later
CALL (p, later, since) {
  UNWIND [{on: p.sent_up_on, by: p}]
    + [l IN later | {on: CASE WHEN l.sent_up_on > since THEN l.sent_up_on ELSE l.verified_on END,
        by: l}] AS again
  WITH again, since
  WHERE again.on > since
  WITH again.on AS on, again.by AS by
  ORDER BY on
  RETURN head(collect({on: on, by: by})) AS again
}
RETURN asked.uid AS trigger, asked.period AS period, elementId(v) AS id, '' AS part,
  since, null AS base, null AS set_on,
  [{uid: c.uid, id: elementId(c)}] AS owed_by, null AS owed_at,
  again.on AS done_on,
  CASE WHEN again IS NULL THEN [] ELSE [{uid: again.by.uid, id: elementId(again.by)}] END AS by,
  null AS void, [] AS flags
