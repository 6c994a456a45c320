"""One declaration per record type: the single source of truth.

To add a type, write one class in the module of its domain (or a new module imported here) and
one migration; ``docs/add-a-record-type.md`` shows it.
"""

from graph.model import cases, feedback, integrity, organisation, petitions, review, system
from graph.model.fields import Choices, Field, Kind, Link, Ref, Sensitivity, choices
from graph.model.record import (
    DOMAINS,
    LEVELS,
    Back,
    Domain,
    Reach,
    Record,
    RecordType,
    backs,
    forget,
    headline,
    new_uid,
    rank,
    type_of,
    types,
)

__all__ = [
    "DOMAINS",
    "LEVELS",
    "Back",
    "Choices",
    "Domain",
    "Field",
    "Kind",
    "Link",
    "Reach",
    "Record",
    "RecordType",
    "Ref",
    "Sensitivity",
    "backs",
    "cases",
    "choices",
    "feedback",
    "forget",
    "headline",
    "integrity",
    "new_uid",
    "organisation",
    "petitions",
    "rank",
    "review",
    "system",
    "type_of",
    "types",
]
