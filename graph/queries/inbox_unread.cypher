// answers: How many items in the actor's inbox since a moment are unread, counted no further than a
//   cap: it stands on every page.
// parameters: $since, $me (user name), $cap
// rows: unread
// starts from: inbox_item_recipient
MATCH (i:InboxItem)
WHERE {{own}}
  AND i.at >= $since
  AND i.key IS NOT NULL
  AND NOT $me IN coalesce(i.read_by, [])
WITH i LIMIT $cap
RETURN count(i) AS unread
