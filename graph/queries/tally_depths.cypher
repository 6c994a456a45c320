// answers: How deep problems recur: kept tallies whose numbers begin with these shelves, with the
//   greatest depth of the span (-1: none); where the whole is asked for, the greatest of each
//   quarter from since on; where it has to be exact, how many of each quarter and depth.
// parameters: $shelves beginnings of numbers, $since and $until quarters (or null), $whole, $exact
// rows: number, depth, since, depths, periods, counts
// starts from: tally_number
// unscoped: nobody reads tallies raw; within is the part of the scope on courts, and what is
//   about the reader is taken out of the counts (graph/tallies/reading.py)
UNWIND $shelves AS shelf
MATCH (t:Tally)
WHERE t.number STARTS WITH shelf
  AND {{unscoped:Tally:t}}
  AND {{within}}
RETURN t.number AS number,
  CASE WHEN t.since IS NULL OR ($since IS NULL AND $until IS NULL) THEN t.depth
    ELSE reduce(most = -1, at IN range(
        CASE WHEN $since IS NULL OR $since <= t.since THEN 0 ELSE $since - t.since END,
        CASE WHEN $until IS NULL OR $until >= t.since + size(t.depths) THEN size(t.depths) - 1
          ELSE $until - t.since END) |
      CASE WHEN t.depths[at] > most THEN t.depths[at] ELSE most END) END AS depth,
  CASE WHEN $whole THEN t.since END AS since,
  CASE WHEN $whole THEN t.depths END AS depths,
  CASE WHEN $exact THEN t.periods END AS periods,
  CASE WHEN $exact THEN t.counts END AS counts
