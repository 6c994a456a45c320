// answers: How deep problems recur: kept tallies whose numbers begin with these shelves, with the
//   greatest depth of the span (-1: none); where the whole is asked for, the greatest of each
//   quarter from since on; where it has to be exact, how many of each quarter and depth.
// parameters: $shelves beginnings of numbers; {{told}} takes since and until (quarters)
// rows: number, depth, since, depths, periods, counts
// starts from: tally_number
// unscoped: nobody reads tallies raw; within is the part of the scope on courts, and what is
//   about the reader is taken out of the counts (graph/tallies/reading.py)
UNWIND $shelves AS shelf
MATCH (t:Tally)
WHERE t.number STARTS WITH shelf
  AND {{unscoped:Tally:t}}
  AND {{within}}
RETURN t.number AS number, {{told}}
