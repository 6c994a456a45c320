// answers: The kept numbers of duties at several places in a span of months, by place and standing.
// parameters: $shelves (place and beginning of its tallies' numbers), $rules (codes, or null), $low
//   and $high (months, both count)
// rows: place, standing, count
// starts from: tally_number
// unscoped: nobody reads tallies raw; within is the part of the scope on courts
UNWIND $shelves AS shelf
MATCH (t:Tally)
WHERE t.number STARTS WITH shelf.number
  AND {{unscoped:Tally:t}}
  AND {{within}}
  AND t.since IS NOT NULL
  AND ($rules IS NULL OR t.of IN $rules)
WITH shelf.place AS place, t.standing AS standing, t.sums AS sums, t.since AS since
WITH place, standing,
  CASE WHEN $high < since THEN 0 WHEN $high >= since + size(sums) THEN sums[-1]
       ELSE sums[$high - since] END AS until,
  CASE WHEN $low <= since THEN 0 WHEN $low > since + size(sums) THEN sums[-1]
       ELSE sums[$low - 1 - since] END AS before
RETURN place, standing, sum(until - before) AS count
