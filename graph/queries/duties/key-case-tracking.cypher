// answers: Which entries the working group of a key case owes: one since it was named and one
//   since each entry, until the case is closed.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: key_case_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
MATCH (n:KeyCase {uid: t.uid})-[:PROPOSED_BY]->(d:Department)-[:OF|STATIONED_AT]->(c:Court)
WHERE {{unscoped:KeyCase:n}} AND n.retired_at IS NULL AND {{unscoped:Department:d}}
  AND {{unscoped:Court:c}}
  AND n.state IN ['tracked', 'closed'] AND n.consulted_on IS NOT NULL
WITH t, n, d, c, n.consulted_on AS named, COLLECT {
    MATCH (n)<-[:OF_KEY_CASE]-(k:Tracking)
    WHERE {{unscoped:KeyCase:n}} AND {{unscoped:Tracking:k}} AND k.retired_at IS NULL
    RETURN k ORDER BY k.entered_on, k.uid
  } AS every, COLLECT {
    MATCH (n)<-[:MEMBER_OF]-(o:Officer)
    WHERE {{unscoped:KeyCase:n}} AND {{unscoped:Officer:o}}
    RETURN {uid: o.uid, id: elementId(o)} AS who ORDER BY who.uid
  } AS members
WITH t, n, d, members, named, every, [k IN every WHERE k.entered_on >= named] AS entries,
  [b IN COLLECT {
    MATCH (c)<-[:OF|STATIONED_AT]-(b:Department)
    WHERE {{unscoped:Court:c}} AND {{unscoped:Department:b}} AND b.retired_at IS NULL
      AND coalesce(b.valid_from <= named, true) AND coalesce(b.valid_to >= named, true)
      AND (b.function IN ['bureau', 'discipline_team', 'supervision_office']
        OR b.function = 'enforcement' AND NOT EXISTS {
          MATCH (c)<-[:OF]-(whole:Department {function: 'bureau'})
            WHERE {{unscoped:Department:whole}}
        })
    RETURN b ORDER BY b.function, b.uid
  } | {uid: b.uid, id: elementId(b)}] AS bodies
WITH *, [{part: '', since: named, next: head(entries)}]
  + [i IN range(0, size(entries) - 1) | {
      part: entries[i].uid, since: entries[i].entered_on,
      next: CASE WHEN i + 1 < size(entries) THEN entries[i + 1] END
    }] AS spans
UNWIND spans AS span
WITH *
WHERE span.next IS NOT NULL OR coalesce(n.closed_on > span.since, true)
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, span.part AS part,
  span.since AS since, null AS base, null AS set_on,
  CASE WHEN members = [] THEN bodies ELSE members END AS owed_by, {uid: d.uid,
    id: elementId(d)} AS owed_at,
  CASE WHEN span.next IS NULL THEN n.closed_on ELSE span.next.entered_on END AS done_on,
  CASE
    WHEN span.next IS NOT NULL THEN [{uid: span.next.uid, id: elementId(span.next)}]
    WHEN n.closed_on IS NOT NULL THEN [{uid: n.uid, id: elementId(n)}]
    ELSE []
  END AS by, null AS void,
  [k IN every WHERE span.part = '' AND k.entered_on < named
    | k.number + '早于工作小组成立|' + k.number + ' is older than the working group'] AS flags
