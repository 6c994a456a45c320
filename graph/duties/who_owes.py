"""Who owes case feedback when a ruling has taken effect (A6): pure, without the graph.

One row of SPEC.md's table is one branch here. A ruling whose day of effect isn't recorded, or has
not come, leaves nothing owed; neither does one that is being reconsidered. Third-party objections
go to a suit, so their effect is taken as recorded. No due day is made up: a duty runs from effect.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from graph.duties.rule import Value

CORRECTING = frozenset({"revoked", "changed", "partly"})
"""Outcomes that revoke or change what was ruled or done."""

STANDING = frozenset({"upheld", "rejected"})
IDLE = frozenset({"withdrawn", "not_admitted"})
"""Outcomes of a reconsideration that leave the objection ruling as if it had not been asked."""

RECONSIDERATION, SUPERVISION = "reconsideration", "supervision"


@dataclass(frozen=True)
class Open:
    """What the text leaves open (◇): choices of the rule ``case-feedback``, by name.

    ``upheld``: on a rejecting ruling that was upheld, feedback if problems were ``found``,
    ``always`` or ``never``. ``parts``: what was upheld in part is owed by ``each`` for its part, or
    by the ``reconsideration`` court alone. ``sanction``: of one reconsidered directly, by the
    ``reconsideration`` court or the ``own`` one of who imposed it. ``supervision``: by the
    supervising ``court``, or ``none``.
    """

    upheld: str = "found"
    parts: str = "each"
    sanction: str = "reconsideration"
    supervision: str = "court"

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> Open:
        """From the rule's values in force."""
        return cls(**{each.name: str(values[each.name]) for each in fields(cls)})


@dataclass(frozen=True)
class Ruling:
    """A review as far as this question goes; codes are those of ``Review``.

    ``reviews``: the ruling that it reconsiders or supervises. ``found``: whether established
    problems were found in it. ``sanctioned_by``: the court whose sanction it is about.
    """

    uid: str
    kind: str
    outcome: str | None
    department: str
    ruled_on: date | None = None
    effective_on: date | None = None
    reviews: str | None = None
    found: bool = False
    sanctioned_by: str = ""


@dataclass(frozen=True)
class Owed:
    """Case feedback that ``department`` (of a sanction, it may be a court) owes for ``ruling``
    since the day of effect.

    ``copy_to``: the objection body that has to hear of it too, where the act was restored;
    ``voided`` is then the objection, whose findings become void. ``part``: for its part only.
    """

    department: str
    ruling: str
    since: date
    part: bool = False
    copy_to: str = ""
    voided: str = ""


def who_owes_feedback(
    rulings: Iterable[Ruling], today: date, left: Open = Open()
) -> list[Owed]:  # fmt: skip
    """Who owes case feedback for these rulings (those of one act, or of many)."""
    every = {each.uid: each for each in rulings}
    owed: list[Owed] = []
    for each in every.values():
        if each.kind == SUPERVISION:
            owed += _own(each, CORRECTING, today) if left.supervision == "court" else ()
        elif each.kind == RECONSIDERATION:
            owed += _reconsidered(each, every.get(each.reviews or ""), today, left)
        else:
            later = [r for r in every.values() if r.reviews == each.uid]
            owed += _objected(each, [r for r in later if r.kind == RECONSIDERATION], today, left)
    return owed


def _objected(
    objection: Ruling, later: Sequence[Ruling], today: date, left: Open
) -> Iterator[Owed]:
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
    if last.outcome == "partly" and left.parts != "each":
        return
    said = left.upheld == "always" or (objection.found and left.upheld == "found")
    if objection.outcome in CORRECTING or (objection.outcome in STANDING and said):
        yield Owed(
            objection.department, objection.uid, since, part=last.outcome == "partly"
        )  # fmt: skip


def _reconsidered(
    ruling: Ruling, objection: Ruling | None, today: date, left: Open
) -> Iterator[Owed]:
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
        elif ruling.reviews is None and ruling.sanctioned_by and left.sanction == "own":
            yield replace(owed, department=ruling.sanctioned_by)
        else:
            yield owed


def _own(ruling: Ruling, outcomes: Collection[str], today: date) -> Iterator[Owed]:
    """The duty of the department that ruled, if the outcome is one of these and in effect."""
    since = ruling.effective_on
    if ruling.outcome in outcomes and since is not None and since <= today:
        in_part = ruling.outcome == "partly" and ruling.kind == RECONSIDERATION
        yield Owed(ruling.department, ruling.uid, since, part=in_part)
