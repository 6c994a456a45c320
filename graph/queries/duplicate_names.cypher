// answers: Which records of one type have the same name as compared (or identity number): groups
//   of two and more, in the order of the value. At most $scan records are looked at a time; the
//   value of the record $after was the last one looked at before.
// parameters: $after uid (or null), $scan, $limit
// rows: one: groups (list of {same, uids}), scanned, ends (a uid of each of the last two values)
// starts from: officer_by_c2_alike
OPTIONAL MATCH (a:{{label}} {uid: $after})
WHERE {{known}}
WITH coalesce(a.{{by}}, '') AS start
CALL (start) {
  MATCH (n:{{label}})
  {{index}}
  WHERE {{home}}
    AND n.{{by}} > start
    AND n.uid IS NOT NULL
    AND n.retired_at IS NULL
    AND {{seen}}
  RETURN n.{{by}} AS same, n.uid AS uid
  ORDER BY {{order}}
  LIMIT $scan
}
WITH same, collect(uid) AS uids
ORDER BY same
WITH collect(CASE WHEN size(uids) > 1 THEN {same: same, uids: uids} END) AS groups,
  collect(uids[0])[-2..] AS ends, sum(size(uids)) AS scanned
RETURN groups[..$limit] AS groups, scanned, ends
