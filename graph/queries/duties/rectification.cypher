// answers: Which items of the ledger of problems are owed because of feedback, the opinion of an
//   inspection, the minutes of a judges' meeting or a proposal, by whom, and whether they were
//   carried out with evidence. Review and discipline bodies that get a copy owe nothing. Case
//   feedback that found no problem asks for none. Feedback to several courts asks each for what
//   was found in its own area: a court below that is addressed as well owes its part itself.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: feedback_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
CALL (t) {
  MATCH (n:Feedback {uid: t.uid})-[:ADDRESSED_TO]->(x:Department|Court|Officer)
  WHERE {{unscoped:Feedback:n}} AND n.retired_at IS NULL AND {{unscoped:Department|Court|Officer:x}}
    AND NOT coalesce(x.function, '') IN ['review', 'supervision_office', 'discipline_team']
  WITH n, x, coalesce(n.received_on, n.issued_on) AS since,
    [(n)-[:COVERS]->(f:Finding) WHERE {{unscoped:Finding:f}} | f] AS covered
  WHERE covered <> [] OR n.sort_of_feedback <> 'case'
  RETURN n, x, since, covered, null AS due,
    [(n)-[:ADDRESSED_TO]->(k:Court) WHERE {{unscoped:Court:k}} | k.code]
    + [(n)-[:ADDRESSED_TO]->(w:Department)-[:OF|STATIONED_AT]->(k:Court)
      WHERE {{unscoped:Department:w}} AND {{unscoped:Court:k}}
        AND NOT w.function IN ['review', 'supervision_office', 'discipline_team'] | k.code]
      AS codes
  UNION
  MATCH (n:Inspection {uid: t.uid})-[:INSPECTS]->(x:Court)
  WHERE {{unscoped:Inspection:n}} AND n.retired_at IS NULL AND {{unscoped:Court:x}}
    AND (n.opinion IS NOT NULL OR n.measures IS NOT NULL)
  RETURN n, x, n.ended_on AS since, COLLECT {
      MATCH (n)-[:HAS_VISIT*0..1]->(v:Inspection|Visit)-[:FOUND]->(f:Finding)-[:AT]->(x)
      WHERE {{unscoped:Inspection|Visit:v}} AND {{unscoped:Finding:f}}
        AND {{unscoped:Court:x}} AND f.status = 'established'
        AND f.retired_at IS NULL
      RETURN DISTINCT f
    } AS covered, null AS due, [] AS codes
  UNION
  MATCH (m:Meeting {sort_of_meeting: 'judges'})<-[:FROM]-(n:Opinion {uid: t.uid})
    -[:BINDS]->(x:Court|Department)
  WHERE {{unscoped:Meeting:m}} AND m.retired_at IS NULL AND {{unscoped:Opinion:n}}
    AND n.retired_at IS NULL
    AND {{unscoped:Court|Department:x}}
  RETURN n, x, n.issued_on AS since, [] AS covered, n.due_on AS due, [] AS codes
  UNION
  MATCH (n:Proposal {uid: t.uid})-[:ADDRESSED_TO]->(x:Department|Court)
  WHERE {{unscoped:Proposal:n}} AND n.retired_at IS NULL AND {{unscoped:Department|Court:x}}
  RETURN n, x, n.issued_on AS since, [] AS covered, null AS due, [] AS codes
}
WITH t, n, x, since, covered, codes, due,
  CASE
    WHEN x:Department THEN {uid: x.uid, id: elementId(x)}
    WHEN x:Officer THEN head(COLLECT {
    MATCH (x)-[post:SERVES]->(s:Department)
    WHERE {{unscoped:Officer:x}} AND {{unscoped:Department:s}}
      AND (post.from IS NULL OR post.from <= since)
      AND (post.to IS NULL OR post.to >= since)
    RETURN {uid: s.uid, id: elementId(s)}
    ORDER BY post.from IS NULL, post.from DESC, s.uid LIMIT 1
  })
  END AS place
WITH t, n, x, since, covered, codes, due, place, CASE
    WHEN x:Court THEN x
    ELSE head([(w:Department {uid: place.uid})-[:OF|STATIONED_AT]->(k:Court)
      WHERE {{unscoped:Department:w}} AND {{unscoped:Court:k}} | k])
  END AS c
WITH t, n, x, c, since, covered, due, place, [f IN covered WHERE c IS NULL
    OR coalesce(head([k IN [f.c3, f.c2, f.c1] WHERE k IN codes]), c.code) = c.code] AS mine
WHERE covered = [] OR mine <> []
WITH t, n, x, c, since, mine, due, place,
  [f IN mine WHERE f.status = 'established' AND f.retired_at IS NULL] AS items
WITH t, n, x, c, since, items, mine <> [] AND items = [] AS lost, due, place, COLLECT {
    MATCH (r:Rectification)-[:ANSWERS]->(n)
    WHERE {{unscoped:Rectification:r}} AND r.retired_at IS NULL
    RETURN r
    UNION
    UNWIND items AS f
    MATCH (r:Rectification)-[:FIXES]->(f)
    WHERE {{unscoped:Rectification:r}} AND r.retired_at IS NULL AND {{unscoped:Finding:f}}
    RETURN r
  } AS found
WITH t, n, x, c, since, items, lost, due, place, [r IN found | {
    number: r.number, due: r.due_on,
    record: {uid: r.uid, id: elementId(r)},
    answers: EXISTS { (r)-[:ANSWERS]->(n) },
    fixes: [(r)-[:FIXES]->(f:Finding) WHERE {{unscoped:Finding:f}} | f],
    own: EXISTS {
      MATCH (r)-[:CARRIED_OUT_BY]->(w:Department)-[:OF|STATIONED_AT]->(c)
      WHERE {{unscoped:Department:w}} AND {{unscoped:Court:c}}
    },
    people: [(r)<-[:RESPONSIBLE_FOR]-(o:Officer) WHERE {{unscoped:Officer:o}}
      | {uid: o.uid, id: elementId(o)}],
    closed: CASE WHEN r.state = 'closed' AND r.reopened_on IS NULL THEN r.closed_on END,
    evidence: trim(coalesce(r.evidence, '')) <> ''
  }] AS work
WITH *, [w IN work WHERE w.own] AS own,
  [w IN work WHERE w.own AND w.evidence AND w.closed >= since] AS good
WITH *,
  [f IN items | nullIf(reduce(m = date('9999-12-31'), d IN [w IN good WHERE f IN w.fixes
    | w.closed] | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31'))] AS fixed,
  nullIf(reduce(m = date('9999-12-31'), d IN [w IN good WHERE w.answers AND w.fixes = []
    AND items <> [] | w.closed] | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS whole,
  [w IN own WHERE w.answers] AS entered
WITH *, CASE
    WHEN items = [] THEN CASE
      WHEN entered <> [] AND all(w IN entered WHERE w.evidence AND w.closed >= since)
      THEN nullIf(reduce(m = date('0001-01-01'), d IN [w IN entered | w.closed]
        | CASE WHEN d > m THEN d ELSE m END), date('0001-01-01'))
    END
    WHEN all(d IN fixed WHERE d IS NOT NULL) THEN nullIf(reduce(m = date('0001-01-01'),
      d IN [d IN fixed WHERE d IS NOT NULL | d] | CASE WHEN d > m THEN d
      ELSE m END), date('0001-01-01'))
  END AS each
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, x.uid AS part,
  since, null AS base, coalesce(due, nullIf(reduce(m = date('0001-01-01'),
    d IN [w IN entered WHERE w.due >= since | w.due] | CASE WHEN d > m THEN d
    ELSE m END), date('0001-01-01'))) AS set_on,
  reduce(all = [{uid: x.uid, id: elementId(x)}],
    w IN own | all + [p IN w.people WHERE NOT p IN all]) AS owed_by,
  place AS owed_at,
  CASE WHEN each IS NULL OR whole < each THEN whole ELSE each END AS done_on,
  [w IN good | w.record] AS by,
  CASE WHEN lost THEN '反馈的问题均已不成立|none of the problems fed back stands any longer' END
    AS void,
  [w IN work WHERE NOT w.own AND w.closed IS NOT NULL
    | w.number + '由其他法院销号，不能代为履行|' + w.number + ' was closed by another court']
  + [w IN own WHERE w.closed IS NOT NULL AND NOT w.evidence
    | w.number + '已销号，但没有整改证据|' + w.number + ' was closed without evidence']
  + [w IN own WHERE w.closed < since
    | w.number + '的销号日期早于收到意见之日|' + w.number + ' was closed before this was received']
    AS flags
