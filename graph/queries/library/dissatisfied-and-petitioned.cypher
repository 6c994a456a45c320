// answers: Which cases brought a petition after a party had said “not satisfied”.
// parameters: $court code, $first and $last (ranks), $limit, $least petitions
// rows: case, times, callbacks, petitions, latest
// starts from: callback_by_c2_rank
{{start}}
WITH v
WHERE v.answer = 'dissatisfied'
MATCH (v)-[:ASKS_ABOUT]->(c:Case)<-[:ABOUT]-(t:Petition)
WHERE t.received_on > coalesce(v.answered_on, v.made_on)
  AND t.retired_at IS NULL
  AND {{visible:Case:c}}
  AND {{visible:Petition:t}}
WITH c, count(DISTINCT t) AS times, collect(DISTINCT v.uid) AS callbacks,
  collect(DISTINCT t.uid) AS petitions, max(t.received_on) AS latest
WHERE times >= $least
RETURN c.uid AS case, times, callbacks[..20] AS callbacks, petitions[..20] AS petitions, latest
ORDER BY times DESC, latest DESC, case
LIMIT $limit
