// answers: What became of the duties of some departments that fell due between two days: done in
//   time, done late, still open.
// parameters: $departments (uids), $low and $high days
// rows: department (uid), standing (met, met_late, open), count
// starts from: department_uid
UNWIND $departments AS uid
MATCH (o:Department {uid: uid})<-[:OWED_BY|OWED_AT]-(d:Duty)
WHERE {{visible:Department:o}}
  AND {{visible:Duty:d}}
  AND d.due_on >= $low AND d.due_on <= $high
  AND d.closure IN ['met', 'open']
  AND d.retired_at IS NULL
WITH DISTINCT o, d
RETURN o.uid AS department,
  CASE WHEN d.closure = 'open' THEN 'open'
       WHEN d.closed_on > d.due_on THEN 'met_late' ELSE 'met' END AS standing,
  count(*) AS count
