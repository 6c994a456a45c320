// answers: The latest opening of an officer's file by one user since a moment.
// parameters: $officer uid, $tag event tag, $username who opened it, $since ISO moment (UTC)
// rows: none or one: number, at, detail (JSON: purpose, note)
// starts from: audit_event_record
// unscoped: the product itself looks whether the user has the right; nothing of it is shown
MATCH (e:AuditEvent)
WHERE e.record_uid = $officer
  AND e.tag = $tag
  AND e.rank >= $since
  AND e.actor = $username
  AND {{unscoped:AuditEvent:e}}
RETURN e.number AS number, e.happened_at AS at, e.detail AS detail
ORDER BY e.rank DESC, e.place DESC
LIMIT 1
