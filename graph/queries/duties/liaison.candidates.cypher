// answers: Candidates: the bodies of B1: a vacancy may have opened in any.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (d:Department)
WHERE d.uid > '' AND {{unscoped:Department:d}} AND d.retired_at IS NULL
  AND d.function IN ['bureau', 'discipline_team', 'supervision_office', 'enforcement']
  AND ($after < date('2021-02-26') OR d.valid_from > $after AND d.valid_from <= $until
    OR d.valid_to > $after AND d.valid_to <= $until
    OR EXISTS {
      MATCH (o:Officer)-[l:LIAISON_OF]->(d)
      WHERE {{unscoped:Officer:o}} AND l.to >= $after - duration({days: 2}) AND l.to <= $until
    })
RETURN d.uid AS trigger
