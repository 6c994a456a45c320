// answers: Open duties of some debtors (departments, courts, or the reader as an officer) that fall
//   due between two days, in the order of their due day, from a place on: read off the edges to each
//   debtor, as far as the page goes.
// parameters: $units (uids), $low and $high days, $limit
// rows: d (the duty), triggers, debtors, department, acts (uids)
// starts from: owed_by_due
// unscoped: of the far ends only their uids are read, who they are is asked under the reader's scope;
//   and everybody may know what they owe themselves
UNWIND $units{{mine}} AS unit
CALL (unit) {
  CALL (unit) {
    MATCH (d:Duty)-[e:OWED_BY]->(o:Department|Court|Officer)
    WHERE {{unscoped:Department|Court|Officer:o}} AND e.at = unit AND e.due >= $low AND e.due <= $high AND e.duty IS NOT NULL
      AND {{visible:Duty:d}} AND d.retired_at IS NULL AND {{behind}} AND {{kept}}
    WITH d, e {{order}} LIMIT $limit
    RETURN d
    UNION
    MATCH (d:Duty)-[e:OWED_AT]->(o:Department|Court|Officer)
    WHERE {{unscoped:Department|Court|Officer:o}} AND e.at = unit AND e.due >= $low AND e.due <= $high AND e.duty IS NOT NULL
      AND {{visible:Duty:d}} AND d.retired_at IS NULL AND {{behind}} AND {{kept}}
    WITH d, e {{order}} LIMIT $limit
    RETURN d
  }
  RETURN d
}
WITH DISTINCT d
{{order_again}}
LIMIT $limit
RETURN properties(d) AS d, {{ends}}
{{order_again}}
