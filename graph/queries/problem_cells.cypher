// answers: How many findings a court has, alone or with those below it, by status, problem and
//   column (court, or quarter of the act, or channel). Those without a date of the act have
//   undated true, whatever the period.
// parameters: $court code, $since and $until (ISO days of the act), $problems codes (or null)
// rows: status, problem (code), column, undated, count
// starts from: finding_by_c2_rank
WITH $court AS court
UNWIND [{first: '', last: ''}, {first: $since, last: $until}] AS span
{{start}}
  AND f.rank >= span.first
  AND f.rank <= span.last
  AND f.retired_at IS NULL
  AND {{visible:Finding:f}}
  AND {{channel}}
WITH f
MATCH (f)-[:OF_PROBLEM]->(p:Problem)
WHERE {{visible:Problem:p}}
  AND ($problems IS NULL OR p.code IN $problems)
UNWIND {{column}} AS column
RETURN f.status AS status, p.code AS problem, column,
  f.occurred_on IS NULL AS undated, count(*) AS count
