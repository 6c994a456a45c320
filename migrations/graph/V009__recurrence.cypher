// Recurrence kept as edges: the findings of one problem at one court are found by their ground.
CREATE INDEX finding_by_ground IF NOT EXISTS FOR (n:Finding) ON (n.ground, n.uid);
