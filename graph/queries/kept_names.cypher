// answers: The numbers of findings, feedbacks and rectifications, for sentences about differences.
// parameters: $uids
// rows: uid, number
// starts from: finding_uid
// unscoped: the command line of whoever operates the product asks
UNWIND $uids AS uid
CALL (uid) {
  MATCH (n:Finding {uid: uid}) WHERE {{unscoped:Finding:n}} RETURN n.number AS number
  UNION
  MATCH (n:Feedback {uid: uid}) WHERE {{unscoped:Feedback:n}} RETURN n.number AS number
  UNION
  MATCH (n:Rectification {uid: uid}) WHERE {{unscoped:Rectification:n}} RETURN n.number AS number
}
RETURN uid, number
