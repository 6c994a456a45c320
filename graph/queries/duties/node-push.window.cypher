// answers: The nodes in sight that may be due to be pushed to the parties in these days: passed
//   up to thirty days before.
// parameters: $since, $until, $limit
// rows: trigger (uid)
// starts from: disclosure_by_c2_rank
MATCH (n:Disclosure)
WHERE n.rank >= toString($since - duration({days: 30})) AND n.rank <= toString($until)
  AND n.uid IS NOT NULL AND {{visible:Disclosure:n}} AND n.retired_at IS NULL
  AND n.pushed_on IS NULL
RETURN n.uid AS trigger
ORDER BY n.rank, n.uid
LIMIT $limit
