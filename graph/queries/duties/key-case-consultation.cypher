// answers: Whether bureau, discipline team and supervision office consulted about a key case
//   that was proposed, and each sent members to the working group: one duty a body.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: key_case_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:KeyCase {uid: t.uid})-[:PROPOSED_BY]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE {{unscoped:KeyCase:n}} AND n.retired_at IS NULL AND {{unscoped:Department:d}}
  AND {{unscoped:Court:c}}
WITH t, n, c, n.proposed_on AS since
WITH t, n, c, since, COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND coalesce(b.valid_from <= since, true) AND coalesce(b.valid_to >= since, true)
      AND (b.function IN ['bureau', 'discipline_team', 'supervision_office']
        OR b.function = 'enforcement' AND NOT EXISTS {
          MATCH (c)<-[:OF]-(whole:Department {function: 'bureau'})
            WHERE {{unscoped:Department:whole}}
        })
    RETURN b ORDER BY b.function, b.uid
  } AS owing
UNWIND owing AS body
WITH t, n, c, since, body, n.state = 'declined' OR EXISTS {
    MATCH (n)<-[:MEMBER_OF]-(o:Officer)
    WHERE {{unscoped:KeyCase:n}} AND {{unscoped:Officer:o}} AND EXISTS {
        MATCH (o)-[post:SERVES]->(place:Department)-[:OF|STATIONED_AT]->(c)
        WHERE {{unscoped:Officer:o}} AND {{unscoped:Department:place}} AND {{unscoped:Court:c}}
          AND (post.from IS NULL OR post.from <= n.consulted_on)
          AND (post.to IS NULL OR post.to >= n.consulted_on)
          AND (place = body OR body.function IN ['bureau', 'enforcement'] AND place.function
            IN ['bureau', 'enforcement', 'review', 'petitions', 'command'])
      }
  } AS sent
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, body.uid AS part, since,
  null AS base, null AS set_on, [{uid: body.uid, id: elementId(body)}] AS owed_by, {uid: body.uid,
    id: elementId(body)} AS owed_at,
  CASE WHEN sent THEN n.consulted_on END AS done_on,
  CASE WHEN n.consulted_on IS NULL THEN [] ELSE [{uid: n.uid, id: elementId(n)}] END AS by,
    null AS void,
  CASE WHEN n.consulted_on IS NOT NULL AND NOT sent
    THEN [n.number + '已会商，但' + body.name + '没有派员|' + n.number + ': consulted, but '
      + body.name + ' sent no member']
    ELSE [] END AS flags
