// answers: Petitions in the actor's sight, received in these days, that are not entered in full.
// parameters: $since, $until, $limit
// rows: trigger (uid)
// starts from: petition_by_rank
MATCH (p:Petition)
WHERE p.rank >= toString($since) AND p.rank <= toString($until) AND p.uid IS NOT NULL
  AND (p.channel IS NULL OR p.content IS NULL) AND p.retired_at IS NULL
  AND {{visible:Petition:p}}
RETURN p.uid AS trigger
ORDER BY p.rank, p.uid
LIMIT $limit
