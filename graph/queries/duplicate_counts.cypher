// answers: How many relations of each declared way lead to a record or start from it, as far as
//   the asker may read the other end; those of confidential types are left out, and of an officer
//   those by which records are about the person.
// parameters: $uid
// rows: way, count; ways without any have no row
// starts from: officer_uid
MATCH (p:{{label}} {uid: $uid})
WHERE {{seen}}
CALL (p) {
  {{ways}}
}
WITH way, count
WHERE count > 0
RETURN way, count
