"""When a finding is a recurrence, and of what: pure, without the graph (SPEC.md, Recurrence)."""

from graph.recurrence.classify import classify, depth, depths, recurrences
from graph.recurrence.edges import (
    Edge,
    Reopening,
    Way,
    Why,
    edges,
    failing,
    outlasting,
    reopened,
    ways,
)
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
    "Edge",
    "FeedbackFact",
    "FindingFact",
    "Kind",
    "Likeness",
    "RectificationFact",
    "Recurrence",
    "Reopening",
    "Way",
    "Why",
    "classify",
    "depth",
    "depths",
    "edges",
    "failing",
    "outlasting",
    "recurrences",
    "reopened",
    "same_codes",
    "ways",
]
