// answers: The items in the actor's inbox, the latest first, from a place on: of each name under
//   which the actor gets news as many as the page has lines.
// parameters: $since, $until (moment and key before which to go on), $me (user name), $only_unread,
//   $limit, $scope_inbox (those names); the sort, where one is asked for
// rows: key, at, on, what, step, label, record, title, rule, period, read
// starts from: inbox_item_what
UNWIND $scope_inbox AS recipient
CALL (recipient) {
  MATCH (i:InboxItem) {{index}}
  WHERE i.recipient = recipient
    AND {{sort}}
    AND i.at >= $since
    AND i.at <= $until.at
    AND i.key IS NOT NULL
    AND CASE WHEN i.at = $until.at THEN i.key < $until.key ELSE true END
    AND {{told}}
    AND NOT ($only_unread AND $me IN coalesce(i.read_by, []))
  WITH i {{latest}} LIMIT $limit
  RETURN i
}
WITH DISTINCT i
ORDER BY i.at DESC, i.key DESC
LIMIT $limit
RETURN i.key AS key, i.at AS at, i.on AS on, i.what AS what, i.step AS step, i.label AS label,
  i.record AS record, i.title AS title, i.rule AS rule, i.period AS period,
  $me IN coalesce(i.read_by, []) AS read
ORDER BY at DESC, key DESC
