// answers: When one user lately said what a question about people was asked for.
// parameters: $username who asked, $code of the question, $tag event tag, $since ISO moment (UTC),
//   $limit
// rows: number, at, detail (JSON: purpose, note, asked), the latest first
// starts from: audit_event_actor
// unscoped: the product itself looks whether the user has the right; nothing of it is shown
MATCH (e:AuditEvent)
WHERE e.actor = $username
  AND e.rank >= $since
  AND e.tag = $tag
  AND e.record_key = $code
  AND {{unscoped:AuditEvent:e}}
RETURN e.number AS number, e.happened_at AS at, e.detail AS detail
ORDER BY e.rank DESC, e.place DESC
LIMIT $limit
