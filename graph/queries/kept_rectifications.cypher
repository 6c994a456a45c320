// answers: Rectifications as entered, the checks that failed, and what is kept of their reopening.
// parameters: $uids
// rows: uid, retired, state, opened_on, closed_on, reopened_on, fixes, failed (check, day), causes
//   (uid, why, on)
// starts from: rectification_uid
// unscoped: recurrence is kept for every court; who may read it is decided on reading
UNWIND $uids AS uid
MATCH (r:Rectification {uid: uid})
WHERE {{unscoped:Rectification:r}}
RETURN uid, r.retired_at IS NOT NULL AS retired, r.state AS state, r.opened_on AS opened_on,
  r.closed_on AS closed_on, r.reopened_on AS reopened_on,
  [(r)-[:FIXES]->(x:Finding) WHERE {{unscoped:Finding:x}} | x.uid] AS fixes,
  [(r)<-[:CHECKS]-(k:Check) WHERE k.retired_at IS NULL AND k.result <> 'carried_out'
    AND {{unscoped:Check:k}} | [k.uid, k.checked_on]]
  + [(r)-[:ANSWERS]->(b:Feedback)<-[:CHECKS]-(k:Check) WHERE b.retired_at IS NULL
    AND k.retired_at IS NULL AND k.result <> 'carried_out' AND {{unscoped:Feedback:b}}
    AND {{unscoped:Check:k}} | [k.uid, k.checked_on]] AS failed,
  [(r)-[e:REOPENED_BY]->(x:Check|Finding) WHERE {{unscoped:Check|Finding:x}}
    | [x.uid, e.why, e.on]] AS causes
