"""What is kept of recurrence: the edges of a finding, and what reopens a rectification.

Both are what ``recurrences`` says of a group, findings of one court whose problems mean the same;
but a finding's edges are worked out alone, from the group's feedback, however many others there
are. A rectification that was closed is open again when a check on or after the day of closing
failed, or when an omission that began before the feedback went on after the closing. Only a later
closing settles that: acts from the first closing to the second recur after feedback, since nothing
was closed for good by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from graph.recurrence.classify import applying, timing
from graph.recurrence.facts import (
    RECURRED,
    FeedbackFact,
    FindingFact,
    Kind,
    RectificationFact,
)


class Why(StrEnum):
    """What undid a closing."""

    FAILED_CHECK = "failed_check"
    NOT_PUT_RIGHT = "not_put_right"


@dataclass(frozen=True, order=True)
class Reopening:
    """A rectification is open again because of a check or a finding (``cause``), since a day."""

    rectification: str
    cause: str
    why: Why
    on: date | None = None


@dataclass(frozen=True, order=True)
class Edge:
    """One RECURS_AFTER. ``personal``: an officer of the finding is one of what was fed back."""

    finding: str
    target: str
    kind: Kind
    depth: int
    personal: bool = False


@dataclass(frozen=True)
class Way:
    """A feedback and those of a group that it covers which the same rectifications are to put
    right: ``f`` stands for all. ``together``: all that it covers of the group."""

    feedback: FeedbackFact
    f: FindingFact
    fixed: frozenset[str]
    together: frozenset[str]
    officers: frozenset[str]


def ways(feedback: Iterable[FeedbackFact]) -> list[Way]:
    """The ways in which a finding of the group may come after these feedbacks on the group."""
    made = []
    for b in feedback:
        alike: dict[frozenset[str], list[FindingFact]] = {}
        for f in b.covers:
            if f.counts:
                alike.setdefault(frozenset(r.uid for r in applying(b, f)), []).append(f)
        together = frozenset(f.uid for f in b.covers)
        for several in alike.values():
            officers = frozenset(o for f in several if not f.external for o in f.officers)
            fixed = frozenset(f.uid for f in several)
            made.append(Way(b, several[0], fixed, together, officers))
    return made


def edges(g: FindingFact, known: Iterable[Way]) -> list[Edge]:
    """The edges of ``g``; none where it isn't established."""
    found: dict[str, tuple[Kind, bool]] = {}
    failed: set[str] = set()
    for way in known if g.counts else ():
        if g.uid in way.together:
            continue
        kind, after = timing(g, way.feedback, way.f)
        if kind not in RECURRED:
            continue
        target = after[-1] if after else way.feedback.uid
        personal = not g.external and bool(g.officers & way.officers)
        found[target] = (kind, personal or (target in found and found[target][1]))
        failed.update(after)
    return [
        Edge(g.uid, target, kind, len(failed), personal)
        for target, (kind, personal) in sorted(found.items())
    ]


def outlasting(g: FindingFact, known: Iterable[Way]) -> Iterator[Reopening]:
    """The rectifications that an omission shows not to have put right."""
    if not g.counts or g.occurred_to is None:
        return
    for way in known:
        if g.uid in way.together and g.uid not in way.fixed:
            continue
        kind, after = timing(g, way.feedback, way.f)
        if kind is Kind.NOT_PUT_RIGHT:
            for uid in after:
                yield Reopening(uid, g.uid, Why.NOT_PUT_RIGHT, g.occurred_to)


def failing(r: RectificationFact) -> list[Reopening]:
    """The failed checks that undo the closing: those on its day or after; without a day too."""
    if r.closed_on is None:
        return []
    return [
        Reopening(r.uid, check, Why.FAILED_CHECK, on)
        for check, on in r.failed
        if on is None or on >= r.closed_on
    ]


def reopened(feedback: FeedbackFact, uids: Iterable[str]) -> FeedbackFact:
    """The same with these of its rectifications open again, and the others not by the product."""
    again = frozenset(uids)
    return replace(
        feedback,
        rectifications=tuple(
            replace(r, reopened=True) if r.uid in again else r for r in feedback.rectifications
        ),
    )
