CREATE CONSTRAINT layout_digest IF NOT EXISTS FOR (n:Layout) REQUIRE (n.digest) IS UNIQUE;
CREATE INDEX layout_kept_at IF NOT EXISTS FOR (n:Layout) ON (n.kept_at);
