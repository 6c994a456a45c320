// answers: Who owes the materials that a review body's list asks for, or the explanation that it
//   asks for, since when, and when all of it was there.
// parameters: $triggers exchanges
// rows: facts of a duty
// starts from: exchange_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (x:Exchange {uid: asked.uid})-[:TO]->(d:Department)
WHERE x.retired_at IS NULL AND x.sort_of_exchange IN ['evidence_list', 'question']
  AND {{unscoped:Exchange:x}} AND {{unscoped:Department:d}}
WITH asked, x, d,
  COLLECT {
    MATCH (x)-[:IN]->(r:Review)<-[:IN]-(y:Exchange)-[:FROM]->(e:Department)
    WHERE y.sort_of_exchange = 'answer' AND y.retired_at IS NULL AND y.sent_on IS NOT NULL
      AND {{unscoped:Review:r}} AND {{unscoped:Exchange:y}} AND {{unscoped:Department:e}}
    RETURN {uid: y.uid, id: elementId(y), number: y.number, on: y.sent_on, from: e.uid,
      name: e.name}
    ORDER BY y.sent_on, y.number
  } AS answers
WITH asked, x, d, answers,
  [a IN answers WHERE a.from = d.uid AND a.on >= x.sent_on] AS own
WITH asked, x, d, answers, own,
  // A list is complete when it says so; a question is answered by the first answer.
  CASE
    WHEN x.done_on IS NOT NULL THEN x.done_on
    WHEN x.sort_of_exchange = 'question' THEN head(own).on
  END AS done_on
RETURN asked.uid AS trigger, asked.period AS period, elementId(x) AS id, '' AS part,
  x.sent_on AS since, null AS base, null AS set_on,
  [{uid: d.uid, id: elementId(d)}] AS owed_by, null AS owed_at, done_on,
  [a IN own WHERE done_on IS NULL OR a.on <= done_on | {uid: a.uid, id: a.id}]
  + CASE WHEN x.done_on IS NULL THEN [] ELSE [{uid: x.uid, id: elementId(x)}] END AS by,
  null AS void,
  CASE WHEN done_on IS NOT NULL THEN [] ELSE
    [a IN answers WHERE a.from <> d.uid AND a.on >= x.sent_on
      | a.number + '由' + a.name + '作出，不是应提供材料的部门|' + a.number + ' was given by '
        + a.name + ', not by the department that was asked']
    + [a IN answers WHERE a.from = d.uid AND a.on < x.sent_on
      | a.number + '早于清单发出之日|' + a.number + ' is dated before the list was sent']
  END AS flags
