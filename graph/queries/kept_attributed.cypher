// answers: Which findings are attributed to these officers: what a merge of people changes.
// parameters: $uids
// rows: officer, finding, ground
// starts from: officer_uid
// unscoped: recurrence is kept for every court; who may read it is decided on reading
UNWIND $uids AS uid
MATCH (o:Officer {uid: uid})<-[:ATTRIBUTED_TO]-(f:Finding)
WHERE {{unscoped:Officer:o}}
  AND {{unscoped:Finding:f}}
  AND f.ground IS NOT NULL
RETURN uid AS officer, f.uid AS finding, f.ground AS ground
