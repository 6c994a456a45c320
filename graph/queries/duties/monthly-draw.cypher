// answers: Whether each command centre drew the share (5 %) of the enforcement cases that its
//   court concluded in a month (by $span: in the year up to the month's end; rounded, at least
//   one) and a message went out for each case drawn. A command centre above may draw for its whole
//   area; then its own number concluded counts, and the messages are its own duty. A month without
//   such a case asks for no draw.
// parameters: $triggers (uid, period, first, last), $share (per cent), $span month or year
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: department_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (d:Department {uid: t.uid})-[:OF]->(c:Court)
WHERE {{unscoped:Department:d}} AND d.retired_at IS NULL AND d.function = 'command'
  AND {{unscoped:Court:c}}
  AND coalesce(d.valid_from <= t.first, true) AND coalesce(d.valid_to >= t.last, true)
  AND coalesce(c.valid_from <= t.first, true) AND coalesce(c.valid_to >= t.last, true)
WITH t, d, c, CASE WHEN $span = 'year' THEN date.truncate('year', t.first) ELSE t.first END AS begin
WITH t, d, c, CASE c.level
    WHEN 'basic' THEN COUNT {
      MATCH (k:Case)
      WHERE {{unscoped:Case:k}} AND k.c3 = c.code AND k.concluded_on >= begin
        AND k.concluded_on <= t.last
        AND k.type_code IN ['enforcement', 'resumed'] AND k.retired_at IS NULL
    }
    WHEN 'intermediate' THEN COUNT {
      MATCH (k:Case)
      WHERE {{unscoped:Case:k}} AND k.c2 = c.code AND k.concluded_on >= begin
        AND k.concluded_on <= t.last
        AND k.c3 IS NULL AND k.type_code IN ['enforcement', 'resumed'] AND k.retired_at IS NULL
    }
    ELSE COUNT {
      MATCH (k:Case)
      WHERE {{unscoped:Case:k}} AND k.c1 = c.code AND k.concluded_on >= begin
        AND k.concluded_on <= t.last
        AND k.c2 IS NULL AND k.type_code IN ['enforcement', 'resumed'] AND k.retired_at IS NULL
    }
  END AS concluded
WHERE concluded > 0 OR EXISTS {
  MATCH (d)<-[:DRAWN_BY]-(w:Draw)
  WHERE {{unscoped:Department:d}} AND {{unscoped:Draw:w}} AND w.retired_at IS NULL
    AND w.month = left(toString(t.first), 7)
}
WITH t, d, c, concluded, COLLECT {
    MATCH (c)-[:UNDER*0..2]->(k:Court)<-[:OF]-(b:Department {function: 'command'})
      <-[:DRAWN_BY]-(w:Draw)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Court:k}} AND {{unscoped:Department:b}}
      AND {{unscoped:Draw:w}} AND w.retired_at IS NULL
      AND w.month = left(toString(t.first), 7)
    RETURN {number: w.number, on: w.drawn_on, record: {uid: w.uid, id: elementId(w)},
      of: CASE
        WHEN b <> d OR w.concluded > concluded THEN coalesce(w.concluded, concluded)
        ELSE concluded
      END,
      sent: COLLECT {
        MATCH (w)-[:SELECTED]->(q:Case)
        WHERE {{unscoped:Case:q}} AND q.retired_at IS NULL
        RETURN CASE WHEN b <> d THEN w.drawn_on ELSE head(COLLECT {
          MATCH (q)<-[:ASKS_ABOUT]-(m:Callback {way: 'message'})
          WHERE {{unscoped:Case:q}} AND {{unscoped:Callback:m}} AND m.retired_at IS NULL
            AND m.made_on >= w.drawn_on
          RETURN m.made_on ORDER BY m.made_on LIMIT 1
        }) END
      }} AS draw
    ORDER BY draw.on, draw.number
  } AS draws
WITH *, [w IN draws WHERE size(w.sent) >= CASE WHEN $share * w.of < 150 THEN 1
    ELSE ($share * w.of + 49) / 100 END]
  AS enough
WITH *, [w IN enough | w.number] AS fit,
  [w IN enough WHERE none(on IN w.sent WHERE on IS NULL)] AS good
RETURN t.uid AS trigger, t.period AS period, elementId(d) AS id, '' AS part,
  t.last + duration({days: 1}) AS since, t.last AS base, null AS set_on,
  [{uid: d.uid, id: elementId(d)}] AS owed_by, {uid: d.uid, id: elementId(d)} AS owed_at,
  nullIf(reduce(m = date('9999-12-31'), d IN [w IN good | nullIf(reduce(m = date('0001-01-01'),
    d IN w.sent + [w.on] | CASE WHEN d > m THEN d ELSE m END), date('0001-01-01'))]
    | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS done_on, [w IN enough
    | w.record] AS by,
  null AS void,
  [w IN draws WHERE NOT w.number IN fit
    | w.number + '抽取' + size(w.sent) + '件，不足' + w.of + '件的' + $share + '%|' + w.number + ' has '
      + size(w.sent) + ' cases, less than ' + $share + ' % of ' + w.of]
  + [w IN enough WHERE any(on IN w.sent WHERE on IS NULL)
    | w.number + '抽中的案件尚未全部发送短信|' + w.number + ': not every case drawn has its message']
  + [w IN draws WHERE w.on <= t.last
    | w.number + '在当月结束前抽取|' + w.number + ' was drawn before the month ended'] AS flags
