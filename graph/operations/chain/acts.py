"""The record by which each rule's duty is discharged, and whose row of the picture it stands in: so
that what is owed and isn't there has its place among what is."""

from __future__ import annotations

from dataclasses import dataclass

from graph.operations.chain.steps import PARTS, Body, Stage

E, R, S, M, D = (
    Body.IMPLEMENTING, Body.REVIEW, Body.SUPERIOR, Body.MEETING, Body.DISCIPLINE
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """The type of the record, and the row of who makes it."""

    kind: str
    body: Body

    @property
    def stage(self) -> Stage:
        """The column of records of this type."""
        return PARTS[self.kind].stage

    @property
    def many(self) -> bool:
        """Whether a case has very many of these: they are drawn where one of them, or what they
        follow from, is what the chain is about."""
        return PARTS[self.kind].climbed


ACTS: dict[str, Act] = {
    "step-overdue": Act("Step", E),
    "account-misuse": Act("Event", E),
    "evidence-list": Act("Exchange", E),
    "case-feedback": Act("Feedback", R),
    "quarterly-review-feedback": Act("Feedback", R),
    "annual-review-feedback": Act("Feedback", R),
    "review-analysis": Act("Feedback", R),
    "concentration": Act("Inspection", S),
    "typical-cases": Act("TypicalCase", R),
    "petition-entry": Act("Petition", R),
    "petition-callback": Act("Callback", S),
    "correction-order": Act("CorrectionOrder", R),
    "dual-investigation": Act("DualInvestigation", S),
    "verification": Act("Verification", R),
    "rework": Act("Petition", R),
    "roving-supervision": Act("Visit", S),
    "resolution-conversion": Act("Petition", R),
    "quarterly-petition-feedback": Act("Feedback", R),
    "next-quarter-rectification": Act("Rectification", E),
    "annual-focus": Act("Feedback", S),
    "consultation-attendance": Act("Meeting", S),
    "consultation-opinion": Act("Rectification", E),
    "dispute-negotiation": Act("Opinion", M),
    "dispute-settlement": Act("Opinion", S),
    "dispute-implementation": Act("Rectification", E),
    "minutes-followed": Act("Rectification", E),
    "judges-meeting": Act("Meeting", M),
    "meeting-minutes": Act("Opinion", M),
    "rectification": Act("Rectification", E),
    "rectification-filing": Act("Meeting", M),
    "rectification-check": Act("Check", S),
    "director-notice": Act("Notice", S),
    "node-disclosure": Act("Disclosure", E),
    "node-push": Act("Message", E),
    "standards-disclosure": Act("Disclosure", E),
    "procuratorate-invitation": Act("Event", E),
    "congress-report": Act("Meeting", E),
    "division-of-work": Act("Meeting", D),
    "key-case-consultation": Act("KeyCase", D),
    "key-case-tracking": Act("Tracking", D),
    "monthly-draw": Act("Callback", E),
    "callback-statistics": Act("Callback", E),
    "key-callback": Act("Callback", E),
    "phone-callback": Act("Callback", E),
    "visit-callback": Act("Callback", D),
    "special-inspection": Act("Inspection", D),
    "pre-trip-talk": Act("Trip", E),
    "trip-report": Act("TripReport", E),
    "trip-reminder": Act("Measure", D),
    "trip-discipline": Act("Measure", D),
    "head-account": Act("IntegrityReport", E),
    "case-integrity-report": Act("IntegrityReport", E),
    "liaison": Act("Meeting", D),
    "early-sign": Act("Measure", D),
    "improvement-proposal": Act("Proposal", D),
    "lead-handling": Act("Lead", D),
}
"""By the code of the rule."""

OTHER = Act("Feedback", R)


def act_of(code: str) -> Act:
    """The act of a rule; one that isn't listed stands with the feedback."""
    return ACTS.get(code, OTHER)
