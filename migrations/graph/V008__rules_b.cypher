// Statements, and what the duties of A13-A16 and B1-B5 are found by.
CREATE CONSTRAINT statement_number IF NOT EXISTS FOR (n:Statement) REQUIRE (n.number) IS UNIQUE;
CREATE CONSTRAINT statement_uid IF NOT EXISTS FOR (n:Statement) REQUIRE (n.uid) IS UNIQUE;
CREATE INDEX statement_by_rank IF NOT EXISTS FOR (n:Statement) ON (n.rank, n.uid);
CREATE INDEX statement_by_c1_rank IF NOT EXISTS FOR (n:Statement) ON (n.c1, n.rank, n.uid);
CREATE INDEX statement_by_c2_rank IF NOT EXISTS FOR (n:Statement) ON (n.c2, n.rank, n.uid);
CREATE INDEX statement_by_c3_rank IF NOT EXISTS FOR (n:Statement) ON (n.c3, n.rank, n.uid);
CREATE FULLTEXT INDEX statement_text IF NOT EXISTS FOR (n:Statement) ON EACH [n.number, n.content] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
CREATE INDEX case_by_c1_concluded IF NOT EXISTS FOR (n:Case) ON (n.c1, n.concluded_on);
CREATE INDEX case_by_c2_concluded IF NOT EXISTS FOR (n:Case) ON (n.c2, n.concluded_on);
CREATE INDEX case_by_c3_concluded IF NOT EXISTS FOR (n:Case) ON (n.c3, n.concluded_on);
CREATE INDEX case_by_concluded IF NOT EXISTS FOR (n:Case) ON (n.concluded_on);
CREATE INDEX case_by_extension_days IF NOT EXISTS FOR (n:Case) ON (n.extension_days, n.uid);
CREATE INDEX trip_by_returned IF NOT EXISTS FOR (n:Trip) ON (n.returned_on, n.uid);
CREATE INDEX act_by_major_scene IF NOT EXISTS FOR (n:Act) ON (n.major_scene, n.done_on);
CREATE INDEX finding_by_early_sign IF NOT EXISTS FOR (n:Finding) ON (n.early_sign, n.uid);
CREATE INDEX rectification_by_closed IF NOT EXISTS FOR (n:Rectification) ON (n.closed_on, n.uid);
