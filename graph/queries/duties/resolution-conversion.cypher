// answers: Petitions that stand or stood in the ledger of procedural or staged resolution, the courts
//   that handled them or their cases, and what followed them up. Whose area it is is said by
//   graph.duties.facts.petitions.
// parameters: $triggers petitions
// rows: trigger (uid), id, resolution, days, handled (uid of the court), cases (uids of courts),
//   followed
// starts from: petition_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (p:Petition {uid: asked.uid})-[:HANDLED_BY]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE p.retired_at IS NULL AND (p.resolution IN ['procedural', 'staged']
    OR p.procedural_on IS NOT NULL OR p.staged_on IS NOT NULL)
  AND {{unscoped:Petition:p}} AND {{unscoped:Department:d}} AND {{unscoped:Court:c}}
RETURN asked.uid AS trigger, elementId(p) AS id, p.resolution AS resolution,
  p.received_on AS received_on, p.procedural_on AS procedural_on, p.staged_on AS staged_on,
  p.final_on AS final_on, c.uid AS handled,
  [(p)-[:ABOUT]->(k:Case)-[:ENFORCED_BY]->(e:Court)
    WHERE {{unscoped:Case:k}} AND {{unscoped:Court:e}} | e.uid] AS cases,
  COLLECT {
    CALL (p) {
      MATCH (p)<-[:VERIFIES]-(v:Verification)-[:HANDLED_BY]->(m:Department)
        -[:OF|STATIONED_AT]->(w:Court)
      WHERE v.retired_at IS NULL AND v.verified_on IS NOT NULL
        AND {{unscoped:Verification:v}} AND {{unscoped:Department:m}} AND {{unscoped:Court:w}}
      RETURN v.uid AS uid, elementId(v) AS id, v.verified_on AS on, w.uid AS court
      UNION
      MATCH (p)<-[:ASKS_ABOUT]-(b:Callback)-[:MADE_BY]->(m:Department)-[:OF|STATIONED_AT]->(w:Court)
      WHERE b.retired_at IS NULL AND b.made_on IS NOT NULL
        AND {{unscoped:Callback:b}} AND {{unscoped:Department:m}} AND {{unscoped:Court:w}}
      RETURN b.uid AS uid, elementId(b) AS id, b.made_on AS on, w.uid AS court
    }
    RETURN {uid: uid, id: id, on: on, court: court}
    ORDER BY on, uid
  } AS followed
