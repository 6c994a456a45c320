// answers: Whether a party who answered a message 不满意 or 不知道 was called by the command centre.
//   No answer is counted only, unless $silent says so. A party who says 满意 in another way ends
//   the call-backs of the case.
// parameters: $triggers (uid, period, first, last), $silent
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: callback_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:Callback {uid: t.uid})-[:MADE_BY]->(m:Department)-[:OF]->(c:Court)
WHERE {{unscoped:Callback:n}} AND n.retired_at IS NULL AND n.way = 'message'
  AND n.occasion <> 'resolved'
  AND (n.answer IN ['dissatisfied', 'unknown'] OR n.answer = 'silent' AND $silent = 'called')
  AND {{unscoped:Department:m}} AND {{unscoped:Court:c}}
WITH t, n, coalesce(n.answered_on, n.made_on) AS since,
  CASE WHEN m.function = 'command' THEN m ELSE head(COLLECT {
    MATCH (c)<-[:OF]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND b.function IN ['bureau', 'command', 'enforcement']
    RETURN b ORDER BY b.function <> 'command', b.function, b.uid LIMIT 1
  }) END AS d
WITH t, n, d, since, COLLECT {
    MATCH (n)-[:ASKS_ABOUT]->(of:Case|Petition)<-[:ASKS_ABOUT]-(b:Callback)-[:MADE_BY]->(m:Department)
    WHERE {{unscoped:Callback:n}} AND {{unscoped:Case|Petition:of}}
      AND {{unscoped:Callback:b}} AND b.retired_at IS NULL
      AND b <> n AND {{unscoped:Department:m}} AND b.occasion <> 'resolved'
    RETURN {number: b.number, on: b.made_on, own: m = d, record: {uid: b.uid, id: elementId(b)},
      phone: b.way = 'phone',
      follows: EXISTS { (b)-[:ESCALATES]->(n) },
      content: CASE WHEN b.answer = 'satisfied' THEN coalesce(b.answered_on, b.made_on) END
    } AS made
    ORDER BY made.on, made.number
  } AS made
WITH *, head([b IN made WHERE b.own AND b.phone AND b.on >= since]) AS good,
  nullIf(reduce(m = date('9999-12-31'), d IN [b IN made WHERE NOT b.phone AND b.content >= since
    | b.content] | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS content
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, '' AS part, since, null AS base,
  null AS set_on, [{uid: d.uid, id: elementId(d)}] AS owed_by, {uid: d.uid,
    id: elementId(d)} AS owed_at, good.on AS done_on,
  CASE WHEN good IS NULL THEN [] ELSE [good.record] END AS by,
  CASE WHEN content IS NOT NULL AND coalesce(good.on > content, true)
    THEN '当事人已表示满意，不再继续回访|the party is satisfied: no further call-backs' END AS void,
  [b IN made WHERE b.phone AND b.follows AND NOT b.own
    | b.number + '不是执行指挥中心的电话回访|' + b.number + ' was not made by the command centre']
  + [b IN made WHERE b.phone AND b.follows AND b.on < since
    | b.number + '早于当事人的答复|' + b.number + ' is older than the party\'s answer'] AS flags
