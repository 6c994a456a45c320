// answers: How many records of one sort a court has, alone or with those below it, by quarter and
//   by how they stand. The function joins one such statement a sort.
// parameters: $court code, $since and $until (ISO days)
// rows: sort, quarter (20214; null: no date), standing (or null), count
// starts from: case_by_c2_rank
WITH $court AS court, $since AS since, $until AS until
{{start}}
WITH DISTINCT n, {{day}} AS day, since, until
WHERE n.retired_at IS NULL
  AND {{kept}}
  AND coalesce(toString(day) >= since AND toString(day) <= until, true)
RETURN '{{sort}}' AS sort, day.year * 10 + day.quarter AS quarter,
  {{standing}} AS standing, count(n) AS count
