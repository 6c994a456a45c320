// answers: Which checks that failed, and which problems that came back after they had been fed
//   back, oblige the court above to a notice to the head of enforcement, and whether it was
//   given. A problem appears again on the day on which its finding was made.
// parameters: $triggers (uid, period, first, last)
// rows: one a duty, as graph/duties/engine.py takes them
// starts from: check_uid
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
UNWIND $triggers AS t
CALL (t) {
  MATCH (n:Check {uid: t.uid})-[:CHECKS]->(of:Feedback|Rectification)
  WHERE {{unscoped:Check:n}} AND n.retired_at IS NULL AND n.result <> 'carried_out'
    AND {{unscoped:Feedback|Rectification:of}} AND of.retired_at IS NULL
  MATCH (of)-[:CARRIED_OUT_BY|ADDRESSED_TO]->(x:Department|Court|Officer)
  WHERE {{unscoped:Department|Court|Officer:x}}
    AND NOT coalesce(x.function, '') IN ['review', 'supervision_office', 'discipline_team']
  OPTIONAL MATCH (x)-[post:SERVES*0..1]->(d:Department)-[:OF]->(k:Court)
  WHERE {{unscoped:Department:d}} AND {{unscoped:Court:k}}
    AND all(p IN post WHERE (p.from IS NULL OR p.from <= n.checked_on)
      AND (p.to IS NULL OR p.to >= n.checked_on))
  WITH n, CASE WHEN x:Court THEN x ELSE k END AS c, of
  RETURN n, c, n.checked_on AS since, [n] + collect(DISTINCT of) AS grounds
  UNION
  MATCH (n:Finding {uid: t.uid})-[:AT]->(c:Court)
  WHERE {{unscoped:Finding:n}} AND n.retired_at IS NULL AND n.status = 'established'
    AND {{unscoped:Court:c}}
    AND EXISTS {
      MATCH (n)-[:RECURS_AFTER]->(of:Feedback|Rectification)
      WHERE {{unscoped:Feedback|Rectification:of}} AND of.retired_at IS NULL
    }
  WITH n, c, COLLECT {
      MATCH (n)-[:RECURS_AFTER]->(of:Feedback|Rectification)
      WHERE {{unscoped:Feedback|Rectification:of}} AND of.retired_at IS NULL
      RETURN of
    } AS before, COLLECT {
      MATCH (s:Review|Petition|Verification|Inspection|Visit|Callback|Meeting|Tracking|TripReport|Event|Disclosure)-[:FOUND]->(n)
      WHERE {{unscoped:Review|Petition|Verification|Inspection|Visit|Callback|Meeting|Tracking|TripReport|Event|Disclosure:s}}
      RETURN coalesce(s.effective_on, s.ruled_on, s.verified_on, s.ended_on,
        CASE WHEN s.rank <> '' THEN date(s.rank) END) AS on
    } AS known
  WITH n, c, before, nullIf(reduce(m = date('9999-12-31'), d IN [d IN known
    WHERE d >= n.occurred_on | d] | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS seen
  RETURN n, c, coalesce(seen, n.occurred_to, n.occurred_on) AS since, [n] + before AS grounds
}
WITH DISTINCT t, n, c, since, grounds
WHERE c IS NOT NULL AND since IS NOT NULL
WITH t, n, c, since, grounds, head(
    [(c)-[was:WAS_UNDER]->(old:Court)
      WHERE {{unscoped:Court:c}} AND {{unscoped:Court:old}} AND was.to >= since
        AND (was.from IS NULL OR was.from <= since) | old]
    + [(c)-[:UNDER]->(up:Court) WHERE {{unscoped:Court:c}} AND {{unscoped:Court:up}} | up]
  ) AS above, COLLECT {
    UNWIND grounds AS g
    MATCH (g)<-[:CHECKS*0..1]-(cited:Check|Finding|Feedback|Rectification)<-[:CITES]-(w:Notice)
    WHERE {{unscoped:Check|Finding|Feedback|Rectification:cited}}
      AND {{unscoped:Check|Finding|Feedback|Rectification:g}}
      AND {{unscoped:Notice:w}} AND w.retired_at IS NULL AND w.sort_of_notice = 'notice'
    RETURN DISTINCT w
  } AS notices
WITH *, [w IN notices | {
    number: w.number, record: {uid: w.uid, id: elementId(w)}, on: w.issued_on,
    own: above IS NOT NULL AND EXISTS {
      MATCH (w)-[:ISSUED_BY]->(by:Court|Department)-[:OF*0..1]->(above)
      WHERE {{unscoped:Court|Department:by}} AND {{unscoped:Court:above}}
    },
    director: EXISTS {
      MATCH (w)-[:ADDRESSED_TO]->(b:Department {function: 'bureau'})-[:OF]->(c)
      WHERE {{unscoped:Department:b}} AND {{unscoped:Court:c}}
    } OR EXISTS {
      MATCH (w)-[:ADDRESSED_TO]->(b:Department {function: 'enforcement'})-[:OF]->(c)
      WHERE {{unscoped:Department:b}} AND {{unscoped:Court:c}} AND NOT EXISTS {
        MATCH (c)<-[:OF]-(bureau:Department {function: 'bureau'})
          WHERE {{unscoped:Department:bureau}}
      }
    } OR EXISTS {
      MATCH (w)-[:ADDRESSED_TO]->(o:Officer)-[post:SERVES|LEADS]->(b:Department)-[:OF]->(c)
      WHERE {{unscoped:Officer:o}} AND {{unscoped:Department:b}} AND {{unscoped:Court:c}}
        AND (post.from IS NULL OR post.from <= w.issued_on)
        AND (post.to IS NULL OR post.to >= w.issued_on)
        AND (post.post CONTAINS '局长' AND NOT post.post CONTAINS '副'
          OR type(post) = 'LEADS' AND (b.function = 'bureau' OR NOT EXISTS {
            MATCH (c)<-[:OF]-(bureau:Department {function: 'bureau'})
              WHERE {{unscoped:Department:bureau}}
          }))
    }
  }] AS said
WITH *, [w IN said WHERE w.own AND w.director AND w.on >= since] AS good
RETURN t.uid AS trigger, t.period AS period, elementId(n) AS id, c.uid AS part, since,
  null AS base, null AS set_on,
  [{uid: coalesce(above.uid, c.uid), id: coalesce(elementId(above), elementId(c))}] AS owed_by,
  null AS owed_at, nullIf(reduce(m = date('9999-12-31'), d IN [w IN good | w.on]
    | CASE WHEN d < m THEN d ELSE m END), date('9999-12-31')) AS done_on, [w IN good
    | w.record] AS by,
  CASE WHEN above IS NULL
    THEN '应由其上级法院履行，不在本省法院体系内|owed by the court above, outside of the tree'
  END AS void,
  [w IN said WHERE NOT w.own
    | w.number + '不是其上级法院的通报|' + w.number + ' is no notice of the court above']
  + [w IN said WHERE w.own AND NOT w.director
    | w.number + '没有通报执行局长|' + w.number + ' isn\'t addressed to the head of enforcement']
  + [w IN said WHERE w.own AND w.director AND w.on < since
    | w.number + '的通报早于该情况|' + w.number + ' is older than its cause'] AS flags
