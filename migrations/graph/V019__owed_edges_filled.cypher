// What the edges to debtors carry (graph/duties/stored.py), for the duties that are open now.
MATCH (d:Duty)
WHERE d.pending IS NOT NULL
MATCH (d)-[e:OWED_BY|OWED_AT]->(x)
SET e.at = x.uid, e.due = d.pending, e.duty = d.uid;
