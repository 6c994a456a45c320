// answers: Petitions with each day on which they were sent up for verification, the court that
//   handles them, and the verifications made. Which department has to verify is said by
//   graph.duties.facts.petitions.
// parameters: $triggers petitions
// rows: trigger (uid), id, handled (uid of the court), sent_up_on, sent_up_to, verifications
// starts from: petition_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (p:Petition {uid: asked.uid})-[:HANDLED_BY]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE p.retired_at IS NULL
  AND {{unscoped:Petition:p}} AND {{unscoped:Department:d}} AND {{unscoped:Court:c}}
RETURN asked.uid AS trigger, elementId(p) AS id, c.uid AS handled, p.sent_up_on AS sent_up_on,
  head([(p)-[:SENT_UP_TO]->(t:Department)-[:OF|STATIONED_AT]->(x:Court)
    WHERE {{unscoped:Department:t}} AND {{unscoped:Court:x}}
    | {uid: t.uid, id: elementId(t), court: x.uid}]) AS sent_up_to,
  COLLECT {
    MATCH (p)<-[:VERIFIES]-(v:Verification)-[:HANDLED_BY]->(m:Department)
      -[:OF|STATIONED_AT]->(w:Court)
    WHERE v.retired_at IS NULL AND v.verified_on IS NOT NULL
      AND {{unscoped:Verification:v}} AND {{unscoped:Department:m}} AND {{unscoped:Court:w}}
    RETURN {
      uid: v.uid, id: elementId(v), number: v.number, on: v.verified_on, sent_up_on: v.sent_up_on,
      court: w.uid, department: m.uid, by: m.name,
      lacking: coalesce(v.returned, false) AND (coalesce(trim(v.return_reason), '') = ''
        OR coalesce(trim(v.suggestions), '') = ''
        OR coalesce(v.contacted_on > v.verified_on, true))
    }
    ORDER BY v.verified_on, v.number
  } AS verifications
