// People entered twice: found by name as compared and by identity number; merges by when they were made.
CREATE INDEX merged_into_at IF NOT EXISTS FOR ()-[n:MERGED_INTO]-() ON (n.at);
CREATE INDEX officer_by_alike IF NOT EXISTS FOR (n:Officer) ON (n.alike, n.uid);
CREATE INDEX officer_by_c1_alike IF NOT EXISTS FOR (n:Officer) ON (n.c1, n.alike, n.uid);
CREATE INDEX officer_by_c2_alike IF NOT EXISTS FOR (n:Officer) ON (n.c2, n.alike, n.uid);
CREATE INDEX officer_by_c3_alike IF NOT EXISTS FOR (n:Officer) ON (n.c3, n.alike, n.uid);
CREATE INDEX party_by_alike IF NOT EXISTS FOR (n:Party) ON (n.alike, n.uid);
CREATE INDEX party_by_c1_alike IF NOT EXISTS FOR (n:Party) ON (n.c1, n.alike, n.uid);
CREATE INDEX party_by_c2_alike IF NOT EXISTS FOR (n:Party) ON (n.c2, n.alike, n.uid);
CREATE INDEX party_by_c3_alike IF NOT EXISTS FOR (n:Party) ON (n.c3, n.alike, n.uid);
CREATE INDEX party_by_identity_number IF NOT EXISTS FOR (n:Party) ON (n.identity_number, n.uid);
CREATE INDEX party_by_c1_identity_number IF NOT EXISTS FOR (n:Party) ON (n.c1, n.identity_number, n.uid);
CREATE INDEX party_by_c2_identity_number IF NOT EXISTS FOR (n:Party) ON (n.c2, n.identity_number, n.uid);
CREATE INDEX party_by_c3_identity_number IF NOT EXISTS FOR (n:Party) ON (n.c3, n.identity_number, n.uid);
