"""People entered twice: found, merged into one, and taken apart again."""

from graph.operations.duplicates.compare import Person, doubts, reasons
from graph.operations.duplicates.find import Candidate, Found, candidates
from graph.operations.duplicates.merge import (
    Comparison,
    Done,
    Merge,
    compare,
    merge,
    merged,
    undo,
)
from graph.operations.duplicates.split import split

__all__ = [
    "Candidate",
    "Comparison",
    "Done",
    "Found",
    "Merge",
    "Person",
    "candidates",
    "compare",
    "doubts",
    "merge",
    "merged",
    "reasons",
    "split",
    "undo",
]
