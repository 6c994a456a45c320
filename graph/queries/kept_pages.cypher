// answers: What is worked out anew, page by page: findings, grounds, or rectifications.
// parameters: $after the last of the page before, $limit
// rows: at (a uid or a ground)
// starts from: finding_uid
// unscoped: recurrence is kept for every court; who may read it is decided on reading
{{start}}
WITH at
WHERE at > $after
RETURN at
ORDER BY at
LIMIT $limit
