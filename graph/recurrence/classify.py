"""Recurrence, exactly (SPEC.md): late discovery, after feedback, after rectification, and depth.

For a finding g, a feedback b, and a finding f that b covered, all established, of the same problem
at the same court: r is the day b was received, c the day the rectification of f under b was closed
and not reopened.

- the act of g before r: late discovery, no recurrence
- r ≤ act, before c or never closed: recurred after feedback
- act ≥ c: recurred after rectification
- a continuing omission that began before r and goes on after c: not put right

Where f has several rectifications under b, those opened by the day of the act decide: f is put
right when all of them are closed, and g recurs after each. What b itself covers was fed back with
f and doesn't recur after b; but an omission that b covers may go on after its rectification.
What was not put right reopens the rectification and stays what it is by the closing that it
outlasted: else it would undo its own cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from graph.recurrence.facts import (
    FeedbackFact,
    FindingFact,
    Kind,
    Likeness,
    RectificationFact,
    Recurrence,
)
from graph.recurrence.same import same_codes


def classify(g: FindingFact, b: FeedbackFact, f: FindingFact) -> Recurrence | None:
    """What ``g`` is to ``f`` as fed back by ``b``; None where the one has nothing to do with the
    other (another court or topic, not established, fed back together and over in time)."""
    likeness = alike(g, f)
    if likeness is None or not (g.counts and f.counts):
        return None
    together = any(each.uid == g.uid for each in b.covers)
    if together and g.uid != f.uid:
        return None
    kind, after = timing(g, b, f)
    if together and kind is not Kind.NOT_PUT_RIGHT:
        return None
    personal = not (g.external or f.external) and bool(g.officers & f.officers)
    return Recurrence(g.uid, f.uid, b.uid, kind, likeness, after, personal)


def recurrences(
    findings: Iterable[FindingFact], feedback: Iterable[FeedbackFact]
) -> list[Recurrence]:
    """Everything that these findings are to what these feedbacks covered.

    Findings of the same topic only are told where they come after; that one was found late or not
    put right says something of its own problem alone. What had been fed back itself by the day
    that b was received was known by then, and isn't discovered late.
    """
    findings, every = _closed(list(findings), list(feedback))
    known = _known_since(every)
    found = []
    for g in findings:
        for b in every:
            for f in b.covers:
                made = classify(g, b, f)
                if made is None or (made.likeness is Likeness.TOPIC and not _after(made)):
                    continue
                if made.kind is Kind.LATE_DISCOVERY and _was_known(known.get(g.uid), b):
                    continue
                found.append(made)
    return found


def _closed(
    findings: list[FindingFact], feedback: list[FeedbackFact]
) -> tuple[list[FindingFact], list[FeedbackFact]]:
    """The same with each finding's codes that mean the same complete, over all of them."""
    covered = [f for b in feedback for f in b.covers]
    same = same_codes(f.codes for f in (*findings, *covered))

    def whole(f: FindingFact) -> FindingFact:
        codes = same[f.problem]
        return f if codes == f.codes else replace(f, same_as=codes - {f.problem})

    return [whole(f) for f in findings], [
        replace(b, covers=tuple(whole(f) for f in b.covers)) for b in feedback
    ]


def depth(found: Iterable[Recurrence]) -> int:
    """How many rectifications were each closed and followed by a recurrence.

    ``found`` are recurrences of one problem at one court.
    """
    return len({uid for each in found for uid in _failed(each)})


def depths(found: Iterable[Recurrence]) -> dict[str, int]:
    """The depth as it stood with each finding that recurs: rectifications closed before its act.

    A finding that recurs after feedback alone has 0: nothing was ever closed.
    """
    before: dict[str, set[str]] = {}
    for each in found:
        if each.recurs:
            before.setdefault(each.finding, set()).update(_failed(each))
    return {finding: len(uids) for finding, uids in before.items()}


def alike(g: FindingFact, f: FindingFact) -> Likeness | None:
    """Whether both are of the same problem, or of the same kind, at the same court. What means the
    same as a third code means the same."""
    if g.court != f.court:
        return None
    if g.codes & f.codes:
        return Likeness.PROBLEM
    return Likeness.TOPIC if g.topic and g.topic == f.topic else None


def timing(g: FindingFact, b: FeedbackFact, f: FindingFact) -> tuple[Kind, tuple[str, ...]]:
    """What the days make of ``g``, were it of the same problem; and the rectifications that were
    closed by then."""
    act, received = g.occurred_on, b.received
    if act is None or received is None:
        return Kind.UNDETERMINED, ()
    if act < received:
        closed = _put_right(b, f, g.occurred_to or act, for_good=False)
        if closed and g.occurred_to and g.occurred_to > closed[-1][0]:
            return Kind.NOT_PUT_RIGHT, tuple(uid for _, uid in closed)
        return Kind.LATE_DISCOVERY, ()
    closed = _put_right(b, f, act)
    if closed:
        return Kind.AFTER_RECTIFICATION, tuple(uid for _, uid in closed)
    return Kind.AFTER_FEEDBACK, ()


def _put_right(
    b: FeedbackFact, f: FindingFact, by: date, *, for_good: bool = True
) -> list[tuple[date, str]]:
    """Closing days and rectifications of f under b, if all begun by that day were closed by it;
    ``for_good``: and not reopened."""
    closed = []
    for each in applying(b, f):
        if each.opened_on is not None and each.opened_on > by:
            continue
        day = each.closed if for_good else each.closed_on
        if day is None or day > by:
            return []
        closed.append((day, each.uid))
    return sorted(closed)


def applying(b: FeedbackFact, f: FindingFact) -> Iterator[RectificationFact]:
    """The rectifications under b that are to put f right."""
    return (each for each in b.rectifications if not each.fixes or f.uid in each.fixes)


def _known_since(feedback: Iterable[FeedbackFact]) -> dict[str, date]:
    """The day on which each finding was first fed back."""
    first: dict[str, date] = {}
    for b in feedback:
        for f in b.covers if b.received else ():
            first[f.uid] = min(first.get(f.uid, date.max), b.received or date.max)
    return first


def _was_known(since: date | None, b: FeedbackFact) -> bool:
    return since is not None and b.received is not None and since <= b.received


def _after(found: Recurrence) -> bool:
    return found.kind in (Kind.AFTER_FEEDBACK, Kind.AFTER_RECTIFICATION)


def _failed(found: Recurrence) -> tuple[str, ...]:
    """The rectifications that it shows to have been in vain."""
    return found.rectifications if found.recurs else ()
