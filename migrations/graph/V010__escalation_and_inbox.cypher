// Steps of escalation; inboxes; open duties by rule.
CREATE CONSTRAINT escalation_number IF NOT EXISTS FOR (n:Escalation) REQUIRE (n.number) IS UNIQUE;
CREATE CONSTRAINT escalation_uid IF NOT EXISTS FOR (n:Escalation) REQUIRE (n.uid) IS UNIQUE;
CREATE INDEX escalation_by_rank IF NOT EXISTS FOR (n:Escalation) ON (n.rank, n.uid);
CREATE INDEX escalation_by_c1_rank IF NOT EXISTS FOR (n:Escalation) ON (n.c1, n.rank, n.uid);
CREATE INDEX escalation_by_c2_rank IF NOT EXISTS FOR (n:Escalation) ON (n.c2, n.rank, n.uid);
CREATE INDEX escalation_by_c3_rank IF NOT EXISTS FOR (n:Escalation) ON (n.c3, n.rank, n.uid);
CREATE FULLTEXT INDEX escalation_text IF NOT EXISTS FOR (n:Escalation) ON EACH [n.number] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
CREATE CONSTRAINT inbox_item_key IF NOT EXISTS FOR (n:InboxItem) REQUIRE (n.key) IS UNIQUE;
CREATE INDEX inbox_item_recipient IF NOT EXISTS FOR (n:InboxItem) ON (n.recipient, n.at, n.key);
CREATE INDEX duty_by_pending IF NOT EXISTS FOR (n:Duty) ON (n.pending, n.uid);
CREATE INDEX duty_by_c1_rule_pending IF NOT EXISTS FOR (n:Duty) ON (n.c1, n.rule_code, n.pending, n.uid);
CREATE INDEX duty_by_c2_rule_pending IF NOT EXISTS FOR (n:Duty) ON (n.c2, n.rule_code, n.pending, n.uid);
CREATE INDEX duty_by_c3_rule_pending IF NOT EXISTS FOR (n:Duty) ON (n.c3, n.rule_code, n.pending, n.uid);
