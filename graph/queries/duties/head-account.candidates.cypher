// answers: Candidates: every department that ever sent people on a trip.
// parameters: none
// rows: trigger (uid), first and last day of the department
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (d:Department)
WHERE d.uid > '' AND {{unscoped:Department:d}} AND d.retired_at IS NULL AND EXISTS {
    MATCH (d)<-[:SENT_BY]-(n:Trip) WHERE {{unscoped:Trip:n}}
  }
RETURN d.uid AS trigger, d.valid_from AS first, d.valid_to AS last
