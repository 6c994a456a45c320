// Open duties of one debtor, by their due day: read off the edges, of which a debtor's old duties
// have none with a day.
CREATE INDEX owed_by_due IF NOT EXISTS FOR ()-[n:OWED_BY]-() ON (n.at, n.due, n.duty);
CREATE INDEX owed_at_due IF NOT EXISTS FOR ()-[n:OWED_AT]-() ON (n.at, n.due, n.duty);
