// answers: The kept numbers of duties at one place, by rule and standing, month by month.
// parameters: $shelves (beginnings of tallies' numbers), $rules (codes, or null)
// rows: rule, standing, since (the first month), sums (running, a month each)
// starts from: tally_number
// unscoped: nobody reads tallies raw; within is the part of the scope on courts
UNWIND $shelves AS shelf
MATCH (t:Tally)
WHERE t.number STARTS WITH shelf
  AND {{unscoped:Tally:t}}
  AND {{within}}
  AND ($rules IS NULL OR t.of IN $rules)
RETURN t.of AS rule, t.standing AS standing, t.since AS since, t.sums AS sums
