// What duties are found by: their anchor, what is open and due; and the lease of those who sweep.
CREATE CONSTRAINT lease_name IF NOT EXISTS FOR (n:Lease) REQUIRE (n.name) IS UNIQUE;
CREATE INDEX duty_by_anchor IF NOT EXISTS FOR (n:Duty) ON (n.anchor);
CREATE INDEX duty_by_provisional IF NOT EXISTS FOR (n:Duty) ON (n.provisional, n.rule_code);
CREATE INDEX duty_by_rule_pending IF NOT EXISTS FOR (n:Duty) ON (n.rule_code, n.pending, n.uid);
CREATE INDEX duty_by_c1_pending IF NOT EXISTS FOR (n:Duty) ON (n.c1, n.pending, n.uid);
CREATE INDEX duty_by_c2_pending IF NOT EXISTS FOR (n:Duty) ON (n.c2, n.pending, n.uid);
CREATE INDEX duty_by_c3_pending IF NOT EXISTS FOR (n:Duty) ON (n.c3, n.pending, n.uid);
CREATE INDEX duty_by_flagged IF NOT EXISTS FOR (n:Duty) ON (n.flagged, n.rule_code);
