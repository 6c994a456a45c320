// answers: Kept totals whose numbers begin with these shelves: up to before a period, up to its end,
//   without a date, and, where the whole is asked for, the running sums from the first period on.
// parameters: $shelves: begin (of numbers), since and until (periods); {{told}} takes whole, of, most
// rows: number, before, upto, undated, since, sums
// starts from: tally_number
// unscoped: nobody reads tallies raw; within is the part of the scope on courts, and what is
//   about the reader is taken out of the sums (graph/tallies/reading.py)
UNWIND $shelves AS shelf
MATCH (t:Tally)
WHERE t.number STARTS WITH shelf.begin
  AND {{unscoped:Tally:t}}
  AND {{within}}
{{told}}
