"""What recurrence is decided from, and what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.text import Text

ESTABLISHED = "established"
EXTERNAL = "X"
"""Problems of outside bodies have codes that begin so; they are no officer's."""


class Kind(StrEnum):
    """What a finding is to an earlier feedback of the same problem at the same court."""

    LATE_DISCOVERY = "late_discovery"
    AFTER_FEEDBACK = "after_feedback"
    AFTER_RECTIFICATION = "after_rectification"
    NOT_PUT_RIGHT = "not_put_right"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> Text:
        """Its name."""
        return KIND_NAMES[self]


KIND_NAMES: dict[Kind, Text] = {
    Kind.LATE_DISCOVERY: Text("反馈前行为、反馈后发现", "Late discovery"),
    Kind.AFTER_FEEDBACK: Text("反馈后复发", "Recurred after feedback"),
    Kind.AFTER_RECTIFICATION: Text("整改后复发", "Recurred after rectification"),
    Kind.NOT_PUT_RIGHT: Text("未真正整改", "Not put right"),
    Kind.UNDETERMINED: Text("无法判断（行为日期不详）", "Undetermined (date of the act unknown)"),
}


class Likeness(StrEnum):
    """How two findings' problems are alike; ``TOPIC`` is of the same kind only, shown apart."""

    PROBLEM = "problem"
    TOPIC = "topic"


@dataclass(frozen=True)
class FindingFact:
    """A finding. ``occurred_on`` is the day of the act, or the first of a continuing omission that
    went on until ``occurred_to``; None: not known. ``same_as``: the codes that mean the same."""

    uid: str
    problem: str
    court: str
    status: str
    occurred_on: date | None = None
    occurred_to: date | None = None
    topic: str | None = None
    same_as: frozenset[str] = frozenset()
    officers: frozenset[str] = frozenset()

    @property
    def counts(self) -> bool:
        """Only what is established counts; alleged, refuted and void ones never."""
        return self.status == ESTABLISHED

    @property
    def codes(self) -> frozenset[str]:
        """Its problem's code and those known to mean the same."""
        return self.same_as | {self.problem}

    @property
    def external(self) -> bool:
        """Whether the problem is an outside body's."""
        return self.problem.startswith(EXTERNAL)


@dataclass(frozen=True)
class RectificationFact:
    """A rectification under a feedback. ``fixes`` names findings; empty: all that are covered.

    ``reopened`` ones count as never closed, whatever ``closed_on`` still says. ``failed``: the
    checks (uid and day) that found it, or the feedback that it answers, not carried out.
    """

    uid: str
    fixes: frozenset[str] = frozenset()
    opened_on: date | None = None
    closed_on: date | None = None
    reopened: bool = False
    failed: tuple[tuple[str, date | None], ...] = ()

    @property
    def closed(self) -> date | None:
        """The day on which it was closed for good."""
        return None if self.reopened else self.closed_on


@dataclass(frozen=True)
class FeedbackFact:
    """A feedback, what it covered, and the rectifications that answer it."""

    uid: str
    received_on: date | None
    issued_on: date | None = None
    covers: tuple[FindingFact, ...] = ()
    rectifications: tuple[RectificationFact, ...] = ()

    @property
    def received(self) -> date | None:
        """The day it was received; where that isn't recorded, the day it was issued."""
        return self.received_on or self.issued_on


@dataclass(frozen=True)
class Recurrence:
    """What ``finding`` is to ``covered``, which ``feedback`` had fed back.

    ``rectifications``: those after whose closing it recurred, the last closed last; that aren't
    right, for ``NOT_PUT_RIGHT``. ``personal``: an officer of the one is an officer of the other.
    """

    finding: str
    covered: str
    feedback: str
    kind: Kind
    likeness: Likeness = Likeness.PROBLEM
    rectifications: tuple[str, ...] = ()
    personal: bool = False

    @property
    def recurs(self) -> bool:
        """Whether it is a recurrence: of the same problem, after feedback or rectification."""
        return self.likeness is Likeness.PROBLEM and self.kind in RECURRED

    @property
    def target(self) -> str:
        """What it recurs after (RECURS_AFTER): the rectification closed last, else the feedback."""
        return self.rectifications[-1] if self.rectifications else self.feedback


RECURRED = frozenset({Kind.AFTER_FEEDBACK, Kind.AFTER_RECTIFICATION})
