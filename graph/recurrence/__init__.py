"""When a finding is a recurrence, and of what: pure, without the graph (SPEC.md, Recurrence)."""

from graph.recurrence.classify import classify, depth, depths, recurrences
from graph.recurrence.facts import (
    EXTERNAL,
    RECURRED,
    FeedbackFact,
    FindingFact,
    Kind,
    Likeness,
    RectificationFact,
    Recurrence,
)
from graph.recurrence.same import same_codes

__all__ = [
    "EXTERNAL",
    "RECURRED",
    "FeedbackFact",
    "FindingFact",
    "Kind",
    "Likeness",
    "RectificationFact",
    "Recurrence",
    "classify",
    "depth",
    "depths",
    "recurrences",
    "same_codes",
]
