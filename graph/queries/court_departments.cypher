// answers: The departments of a court and the teams stationed at it, with who leads them on a day.
// parameters: $court code, $today date
// rows: uid, number, name, function, since, until, leaders (uid, number, name)
// starts from: court_code
MATCH (c:Court {code: $court})<-[:OF|STATIONED_AT]-(d:Department)
WHERE {{visible:Court:c}}
  AND {{visible:Department:d}}
  AND d.retired_at IS NULL
RETURN DISTINCT d.uid AS uid, d.number AS number, d.name AS name, d.function AS function,
  d.valid_from AS since, d.valid_to AS until,
  COLLECT {
    MATCH (o:Officer)-[l:LEADS]->(d)
    WHERE {{visible:Officer:o}}
      AND o.retired_at IS NULL
      AND coalesce(l.from <= $today, true)
      AND coalesce(l.to >= $today, true)
    RETURN DISTINCT {uid: o.uid, key: o.number, name: o.name}
  } AS leaders
ORDER BY d.number
