// answers: Which records of one type were merged into which, latest first.
// parameters: $before moment, $limit
// rows: uid, key, title, version, reason and by of the gone record; kept_uid, kept_key, kept_title,
//   kept_version; at
// starts from: merged_into_at
MATCH (g:{{label}})-[m:MERGED_INTO]->(k:{{label}})
USING INDEX m:MERGED_INTO(at)
WHERE m.at < $before
  AND {{gone}}
  AND {{kept}}
RETURN g.uid AS uid, g.{{key}} AS key, g.headline AS title, g.version AS version,
  g.retired_reason AS reason, g.retired_by AS by, k.uid AS kept_uid, k.{{key}} AS kept_key,
  k.headline AS kept_title, k.version AS kept_version, k.retired_at IS NOT NULL AS closed,
  m.at AS at
ORDER BY m.at DESC
LIMIT $limit
