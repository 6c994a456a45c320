// A duty is made in the transaction of another record, which needn't wait until the duty's number
// can be searched for: the index follows a moment later (graph/schema.py: FOUND_LATER).
DROP INDEX duty_words IF EXISTS;
CREATE FULLTEXT INDEX duty_words IF NOT EXISTS FOR (n:Duty) ON EACH [n.number, n.c1, n.c2, n.c3] OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: true}};
