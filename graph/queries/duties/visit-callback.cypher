// answers: Whether a party who was still dissatisfied after the phone was visited: bureau,
//   discipline team and supervision office each name a person, and say measures and suggestions.
//   One duty a body; they may go together. The three consult before: a visit counts once their
//   consultation on the case is on record (what is about no case can have none).
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: callback_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Callback {uid: t.uid})-[:MADE_BY]->(m:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE {{unscoped:Callback:n}} AND n.retired_at IS NULL AND n.way = 'phone'
  AND n.answer = 'dissatisfied'
  AND n.occasion <> 'resolved' AND {{unscoped:Department:m}} AND {{unscoped:Court:c}}
WITH t, n, c, coalesce(n.answered_on, n.made_on) AS since
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
WITH t, n, c, since, owing, COLLECT {
    MATCH (n)-[:ASKS_ABOUT]->(of:Case|Petition)-[:ABOUT*0..1]->(k:Case)
    WHERE {{unscoped:Callback:n}} AND {{unscoped:Case|Petition:of}} AND {{unscoped:Case:k}}
    RETURN k
  } AS cases
WITH t, n, c, since, owing, cases, head(COLLECT {
    UNWIND cases AS k
    MATCH (k)<-[:CONSIDERED]-(h:Meeting {sort_of_meeting: 'three_party'})-[:HELD_BY]->(c)
    WHERE {{unscoped:Case:k}} AND {{unscoped:Meeting:h}} AND {{unscoped:Court:c}}
      AND h.retired_at IS NULL AND h.held_on >= since
    RETURN h.held_on ORDER BY h.held_on LIMIT 1
  }) AS consulted
UNWIND owing AS body
WITH t, n, c, since, body, cases, consulted, COLLECT {
    MATCH (n)-[:ASKS_ABOUT]->(of:Case|Petition)<-[:ASKS_ABOUT]-(b:Callback {way: 'visit'})
      -[:MADE_BY]->(m:Department)
    WHERE {{unscoped:Callback:n}} AND {{unscoped:Case|Petition:of}}
      AND {{unscoped:Callback:b}} AND b.retired_at IS NULL
      AND {{unscoped:Department:m}}
    RETURN {number: b.number, on: b.made_on, record: {uid: b.uid, id: elementId(b)},
      measures: trim(coalesce(b.measures, '')) <> '',
      own: m = body OR EXISTS {
        MATCH (b)<-[:VISITED|RECORDED]-(o:Officer)
        WHERE {{unscoped:Callback:b}} AND {{unscoped:Officer:o}} AND EXISTS {
        MATCH (o)-[post:SERVES]->(place:Department)-[:OF|STATIONED_AT]->(c)
        WHERE {{unscoped:Officer:o}} AND {{unscoped:Department:place}} AND {{unscoped:Court:c}}
          AND (post.from IS NULL OR post.from <= b.made_on)
          AND (post.to IS NULL OR post.to >= b.made_on)
          AND (place = body OR body.function IN ['bureau', 'enforcement'] AND place.function
            IN ['bureau', 'enforcement', 'review', 'petitions', 'command'])
      }
      },
      here: EXISTS { MATCH (m)-[:OF|STATIONED_AT]->(c) WHERE {{unscoped:Department:m}}
        AND {{unscoped:Court:c}} }
    } AS made
    ORDER BY made.on, made.number
  } AS made
WITH *, [b IN made WHERE b.own AND b.on >= since] AS went
WITH *, [b IN went WHERE cases <> [] AND coalesce(consulted > b.on, true) | b.number] AS alone
WITH *, head([b IN went WHERE b.measures AND NOT b.number IN alone]) AS good
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, body.uid AS part, since,
  null AS base, null AS set_on, [{uid: body.uid, id: elementId(body)}] AS owed_by, {uid: body.uid,
    id: elementId(body)} AS owed_at,
  good.on AS done_on, [b IN went | b.record] AS by, null AS void,
  [b IN went WHERE NOT b.measures
    | b.number + '没有提出工作措施和建议|' + b.number + ' says no measures or suggestions']
  + [number IN alone
    | number + '之前没有三方会商的记录|' + number + ': no consultation of the three before it']
  + [b IN made WHERE b.own AND b.on < since
    | b.number + '早于电话回访|' + b.number + ' is older than the phone call-back']
  + [b IN made WHERE b.here AND NOT b.own AND b.on >= since
    | b.number + '没有' + body.name + '安排的人员|' + b.number + ': nobody of ' + body.name]
  + [b IN made WHERE NOT b.here
    | b.number + '是其他法院的回访|' + b.number + ' was made by another court'] AS flags
