// answers: These departments with the first day on which an open duty of theirs falls due between two
//   days: read off the edges to each, as far as the first.
// parameters: $units (uids), $low and $high days
// rows: uid, key, name, court (code), oldest
// starts from: owed_by_due
// unscoped: at the ends of the edges only the uid is asked for, which the department itself has that
//   the reader may see
UNWIND $units AS unit
MATCH (u:Department {uid: unit})
WHERE {{visible:Department:u}}
CALL (unit) {
  CALL (unit) {
    MATCH (d:Duty)-[e:OWED_BY]->(o:Department)
    WHERE {{unscoped:Department:o}} AND e.at = unit AND e.due >= $low AND e.due <= $high AND e.duty IS NOT NULL
      AND {{visible:Duty:d}} AND d.retired_at IS NULL AND {{kept}}
    RETURN e.due AS due ORDER BY e.at, e.due, e.duty LIMIT 1
    UNION
    MATCH (d:Duty)-[e:OWED_AT]->(o:Department)
    WHERE {{unscoped:Department:o}} AND e.at = unit AND e.due >= $low AND e.due <= $high AND e.duty IS NOT NULL
      AND {{visible:Duty:d}} AND d.retired_at IS NULL AND {{kept}}
    RETURN e.due AS due ORDER BY e.at, e.due, e.duty LIMIT 1
  }
  RETURN min(due) AS oldest
}
WITH u, oldest
WHERE oldest IS NOT NULL
RETURN u.uid AS uid, u.number AS key, u.name AS name, coalesce(u.c3, u.c2, u.c1) AS court, oldest
