// answers: The items in the actor's inbox, the latest first, from a place on.
// parameters: $since, $until (moment and key before which to go on), $me (user name), $what (or
//   null), $only_unread, $limit
// rows: key, at, on, what, step, label, record, title, rule, period, read
// starts from: inbox_item_recipient
MATCH (i:InboxItem)
WHERE {{own}}
  AND i.at >= $since
  AND i.key IS NOT NULL
  AND i.at <= $until.at
  AND (i.at < $until.at OR i.key < $until.key)
  AND ($what IS NULL OR i.what = $what)
WITH i, $me IN coalesce(i.read_by, []) AS read
WHERE NOT ($only_unread AND read)
RETURN i.key AS key, i.at AS at, i.on AS on, i.what AS what, i.step AS step, i.label AS label,
  i.record AS record, i.title AS title, i.rule AS rule, i.period AS period,
  read
ORDER BY at DESC, key DESC
LIMIT $limit
