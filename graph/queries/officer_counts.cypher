// answers: How many records one lane of an officer's file has, by how they stand. The function
//   joins one such statement a lane.
// parameters: $officer uid
// rows: lane, standing (or null), count, undated (how many of them have no date)
// starts from: officer_uid
MATCH (o:Officer {uid: $officer})
WHERE {{file:Officer:o}}
CALL (o) {
  {{ways}}
}
WITH n, {{began}} AS since
WHERE n.retired_at IS NULL
RETURN {{lane}} AS lane, {{standing}} AS standing, count(DISTINCT n) AS count,
  count(DISTINCT CASE WHEN since IS NULL THEN n END) AS undated
