// answers: Open duties of a scope that fall due between two days, in the order of their due day, from
//   a place on.
// parameters: $low and $high days, $limit
// rows: d (the duty), triggers, debtors, department, acts (uids)
// starts from: duty_by_c2_pending
// unscoped: of the far ends only their uids are read, who they are is asked under the reader's scope;
//   and everybody may know what they owe themselves
MATCH {{start}}
  AND d.pending >= $low AND d.pending <= $high
  AND d.uid IS NOT NULL
  AND {{visible:Duty:d}}
  AND d.retired_at IS NULL
  AND {{behind}}
  AND {{kept}}
WITH DISTINCT d
{{order}}
LIMIT $limit
RETURN properties(d) AS d, {{ends}}
{{order_again}}
