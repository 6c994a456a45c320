// answers: Rectifications of a court that were closed or signed off in a period, by whom, how they
//   were checked, and what came back afterwards. The latest come first.
// parameters: $court code, $since and $until (days), $limit
// rows: uid, number, closed_on, court (code), signers and checks (with people), recurred (findings),
//   reopened (causes), again (entered as reopened)
// starts from: rectification_by_c2_rank
WITH $court AS court
MATCH (r:Rectification)
{{start}}
  AND r.rank <= toString($until)
  AND r.uid IS NOT NULL
  AND r.retired_at IS NULL
  AND {{visible:Rectification:r}}
WITH r, [(o:Officer)-[s:SIGNED_OFF]->(r) WHERE {{visible:Officer:o}}
  | {uid: o.uid, key: o.number, name: o.name, on: s.on}] AS signers
WITH r, signers,
  coalesce(r.closed_on, reduce(last = null, s IN signers |
    CASE WHEN last IS NULL OR s.on > last THEN s.on ELSE last END)) AS closed
WHERE closed >= $since
  AND closed <= $until
WITH r, signers, closed
ORDER BY closed DESC, r.uid DESC
LIMIT $limit
RETURN r.uid AS uid, r.number AS number, closed AS closed_on,
  coalesce(r.c3, r.c2, r.c1) AS court, signers, r.state = 'reopened' AS again,
  [(k:Check)-[:CHECKS]->(r) WHERE k.retired_at IS NULL AND {{visible:Check:k}} | {
    uid: k.uid, number: k.number, result: k.result, on: k.checked_on,
    by: [(o:Officer)-[:CHECKED]->(k) WHERE {{visible:Officer:o}}
      | {uid: o.uid, key: o.number, name: o.name}]
  }] AS checks,
  [(f:Finding)-[:RECURS_AFTER]->(r) WHERE f.retired_at IS NULL AND {{visible:Finding:f}} | {
    uid: f.uid, number: f.number, on: f.occurred_on
  }] AS recurred,
  [(r)-[e:REOPENED_BY]->(x:Check|Finding) WHERE {{visible:Check|Finding:x}} | {
    uid: x.uid, number: x.number, why: e.why, on: e.on
  }] AS reopened
