"""Who owes case feedback when a ruling has taken effect (A6): pure, without the graph.

One row of SPEC.md's table is one branch here. A ruling whose day of effect isn't recorded, or has
not come, leaves nothing owed; neither does one that is being reconsidered. Third-party objections
go to a suit, so their effect is taken as recorded. No due day is made up: a duty runs from effect.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

CORRECTING = frozenset({"revoked", "changed", "partly"})
"""Outcomes that revoke or change what was ruled or done."""

STANDING = frozenset({"upheld", "rejected"})
IDLE = frozenset({"withdrawn", "not_admitted"})
"""Outcomes of a reconsideration that leave the objection ruling as if it had not been asked."""

RECONSIDERATION, SUPERVISION = "reconsideration", "supervision"


@dataclass(frozen=True)
class Ruling:
    """A review as far as this question goes; codes are those of ``Review``.

    ``reviews``: the ruling that it reconsiders or supervises. ``found``: whether established
    problems were found in it.
    """

    uid: str
    kind: str
    outcome: str | None
    department: str
    ruled_on: date | None = None
    effective_on: date | None = None
    reviews: str | None = None
    found: bool = False


@dataclass(frozen=True)
class Owed:
    """Case feedback that ``department`` owes for ``ruling`` since the day of effect.

    ``copy_to``: the objection body that has to hear of it too, where the act was restored;
    ``voided`` is then the objection, whose findings become void. ``part``: for its part only.
    """

    department: str
    ruling: str
    since: date
    part: bool = False
    copy_to: str = ""
    voided: str = ""


def who_owes_feedback(rulings: Iterable[Ruling], today: date) -> list[Owed]:
    """Who owes case feedback for these rulings (those of one act, or of many)."""
    every = {each.uid: each for each in rulings}
    owed: list[Owed] = []
    for each in every.values():
        if each.kind == SUPERVISION:
            owed += _own(each, CORRECTING, today)
        elif each.kind == RECONSIDERATION:
            owed += _reconsidered(each, every.get(each.reviews or ""), today)
        else:
            later = [r for r in every.values() if r.reviews == each.uid]
            owed += _objected(each, [r for r in later if r.kind == RECONSIDERATION], today)
    return owed


def _objected(objection: Ruling, later: Sequence[Ruling], today: date) -> Iterator[Owed]:
    """What the objection body owes."""
    if any(r.outcome is None for r in later):
        return  # being reconsidered: not in effect
    decided = [r for r in later if r.outcome not in IDLE]
    if not decided:
        yield from _own(objection, CORRECTING, today)
        return
    last = max(decided, key=lambda r: (r.ruled_on or date.min, r.uid))
    since = last.effective_on
    if since is None or since > today or last.outcome not in (*STANDING, "partly"):
        return  # changed, revoked or remanded: the reconsideration court's
    if objection.outcome in CORRECTING or (objection.outcome in STANDING and objection.found):
        yield Owed(
            objection.department, objection.uid, since, part=last.outcome == "partly"
        )  # fmt: skip


def _reconsidered(ruling: Ruling, objection: Ruling | None, today: date) -> Iterator[Owed]:
    """What the reconsideration court owes: for what it changed, restored or remanded."""
    restored = (
        objection is not None and objection.outcome in CORRECTING and ruling.outcome == "revoked"
    )
    for owed in _own(ruling, {*CORRECTING, "remanded"}, today):
        if restored and objection is not None:
            yield Owed(
                owed.department, owed.ruling, owed.since,
                copy_to=objection.department, voided=objection.uid,
            )  # fmt: skip
        else:
            yield owed


def _own(ruling: Ruling, outcomes: Collection[str], today: date) -> Iterator[Owed]:
    """The duty of the department that ruled, if the outcome is one of these and in effect."""
    since = ruling.effective_on
    if ruling.outcome in outcomes and since is not None and since <= today:
        in_part = ruling.outcome == "partly" and ruling.kind == RECONSIDERATION
        yield Owed(ruling.department, ruling.uid, since, part=in_part)
