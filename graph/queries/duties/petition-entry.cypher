// answers: Which department owes the entry of a petition that it received, and when it was entered
//   in full. Without a day of entry it is that of the record; of a record that was loaded from
//   elsewhere no day is known, and it counts as entered on the day of receipt.
// parameters: $triggers petitions, $today
// rows: facts of a duty
// starts from: petition_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS asked
MATCH (p:Petition {uid: asked.uid})-[:HANDLED_BY]->(d:Department)
WHERE p.retired_at IS NULL AND {{unscoped:Petition:p}} AND {{unscoped:Department:d}}
WITH asked, p, d,
  [f IN [['渠道', 'channel', p.channel], ['诉求', 'content', p.content]]
    WHERE coalesce(trim(f[2]), '') = ''] AS lacking,
  CASE
    WHEN p.entered_on IS NOT NULL THEN p.entered_on
    WHEN p.import_batch IS NOT NULL THEN p.received_on
    WHEN date(datetime({datetime: p.created_at, timezone: 'Asia/Shanghai'})) < $today
      THEN date(datetime({datetime: p.created_at, timezone: 'Asia/Shanghai'}))
    ELSE $today
  END AS entered
RETURN asked.uid AS trigger, asked.period AS period, elementId(p) AS id, '' AS part,
  p.received_on AS since, null AS base, null AS set_on,
  [{uid: d.uid, id: elementId(d)}] AS owed_by, null AS owed_at,
  CASE WHEN lacking = [] THEN entered END AS done_on,
  CASE WHEN lacking = [] THEN [{uid: p.uid, id: elementId(p)}] ELSE [] END AS by,
  null AS void,
  [f IN lacking | '没有录入' + f[0] + '|' + f[1] + ' was not entered'] AS flags
