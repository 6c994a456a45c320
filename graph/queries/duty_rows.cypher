// answers: These duties, open or closed, with their ends.
// parameters: $uids
// rows: d (the duty), triggers, debtors, department, acts (uids)
// starts from: duty_uid
// unscoped: of the far ends only their uids are read; who they are is asked under the reader's scope
UNWIND $uids AS uid
MATCH (d:Duty {uid: uid})
WHERE {{visible:Duty:d}}
RETURN properties(d) AS d, {{ends}}
