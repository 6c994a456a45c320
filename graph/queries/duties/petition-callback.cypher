// answers: Petitions that reached resolution, the court that handled them, and the call-backs about
//   them. Which court is one level up is said by graph.duties.facts.petitions.
// parameters: $triggers petitions
// rows: trigger (uid), id, resolution, days, handled (uid of the court), callbacks
// starts from: petition_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (p:Petition {uid: asked.uid})-[:HANDLED_BY]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE p.retired_at IS NULL AND p.resolution IN ['staged', 'final']
  AND {{unscoped:Petition:p}} AND {{unscoped:Department:d}} AND {{unscoped:Court:c}}
RETURN asked.uid AS trigger, elementId(p) AS id, p.resolution AS resolution,
  p.staged_on AS staged_on, p.final_on AS final_on, p.received_on AS received_on,
  c.uid AS handled,
  COLLECT {
    MATCH (p)<-[:ASKS_ABOUT]-(k:Callback)-[:MADE_BY]->(m:Department)-[:OF|STATIONED_AT]->(w:Court)
    WHERE k.retired_at IS NULL AND k.made_on IS NOT NULL
      AND {{unscoped:Callback:k}} AND {{unscoped:Department:m}} AND {{unscoped:Court:w}}
    RETURN {uid: k.uid, id: elementId(k), number: k.number, on: k.made_on,
      waiting: k.way = 'message' AND k.answer = 'pending', court: w.uid, name: m.name}
    ORDER BY k.made_on, k.number
  } AS callbacks
