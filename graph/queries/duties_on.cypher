// answers: The duties that arise from these records of one type, or are discharged by them. The
//   function asks one such statement a type.
// parameters: $uids
// rows: on (the record's uid), d (the duty), triggers, debtors, department, acts (uids)
// starts from: case_uid
// unscoped: of the far ends only their uids are read; who they are is asked under the reader's scope
UNWIND $uids AS uid
MATCH {{start}}<-[:ARISES_FROM|DISCHARGED_BY]-(d:Duty)
WHERE {{visible:Duty:d}} AND d.retired_at IS NULL
RETURN uid AS on, properties(d) AS d, {{ends}}
