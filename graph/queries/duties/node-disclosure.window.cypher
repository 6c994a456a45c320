// answers: The nodes in sight, not disclosed, that were passed in these days.
// parameters: $since, $until, $limit
// rows: trigger (uid)
// starts from: disclosure_by_c2_rank
MATCH (n:Disclosure)
WHERE n.rank >= toString($since) AND n.rank <= toString($until)
  AND n.uid IS NOT NULL AND {{visible:Disclosure:n}} AND n.retired_at IS NULL
  AND n.disclosed_on IS NULL
RETURN n.uid AS trigger
ORDER BY {{first}}n.rank, n.uid
LIMIT $limit
