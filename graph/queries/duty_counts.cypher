// answers: How many open duties of a scope fall due between two days, by rule, court, month and
//   state.
// parameters: $low and $high days, $today, $soon (the last day that counts as due soon)
// rows: rule, court, month (year × 12 + month − 1), state, count
// starts from: duty_by_c2_pending
MATCH {{start}}
  AND d.pending >= $low AND d.pending <= $high
  AND d.uid IS NOT NULL
  AND {{visible:Duty:d}}
  AND d.retired_at IS NULL
  AND {{kept}}
WITH DISTINCT d
RETURN d.rule_code AS rule, coalesce(d.c3, d.c2, d.c1) AS court,
  d.pending.year * 12 + d.pending.month - 1 AS month,
  CASE WHEN d.pending < $today THEN 'overdue'
       WHEN d.pending <= $soon THEN 'due_soon' ELSE 'open' END AS state,
  count(*) AS count
