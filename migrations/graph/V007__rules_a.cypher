// What the duties of A4–A12 are found by: the days on which rulings take effect, petitions are
// resolved or sent up, disputes are reported.
CREATE INDEX review_by_effective IF NOT EXISTS FOR (n:Review) ON (n.effective_on);
CREATE INDEX review_by_ruled IF NOT EXISTS FOR (n:Review) ON (n.ruled_on);
CREATE INDEX petition_by_procedural IF NOT EXISTS FOR (n:Petition) ON (n.procedural_on);
CREATE INDEX petition_by_staged IF NOT EXISTS FOR (n:Petition) ON (n.staged_on);
CREATE INDEX petition_by_final IF NOT EXISTS FOR (n:Petition) ON (n.final_on);
CREATE INDEX petition_by_sent_up IF NOT EXISTS FOR (n:Petition) ON (n.sent_up_on);
CREATE INDEX dispute_by_reported IF NOT EXISTS FOR (n:Dispute) ON (n.reported_on);
