"""Duties that come with every case, as long as they aren't stored: they stand beside the stored
ones wherever what is due soon or open is shown.

They are judged when they are asked for, at most ``EVENTS`` events a rule, those first that fall due
first; where there may be more, that is said. An overdue one is stored by the next sweep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from graph.duties import reading
from graph.duties.engine import Judged
from graph.operations.duties.asked import LAST, Sort, State, month_of
from graph.operations.duties.counts import Cell
from graph.operations.places import Known
from graph.queries import Within
from graph.scope import Actor
from graph.session import Reader

EVENTS = 50
"""A page of them: every one is judged while the reader waits."""
SHOWN = 100
"""Of them are shown among those listed, the first to fall due."""


@dataclass
class Latent:
    """Those of a scope and a period, by due day. ``capped``: there may be more."""

    rows: list[Judged] = field(default_factory=list)
    capped: bool = False

    def cells(self, today: date, soon: date) -> Counter[Cell]:
        """How many, as stored ones are counted."""
        made: Counter[Cell] = Counter()
        for each in self.rows:
            if each.due_on is not None:
                state = _state(each.due_on, today, soon)
                made[Cell(each.rule.code, month_of(each.due_on), state)] += 1
        return made

    def within(self, span: tuple[date, date]) -> list[Judged]:
        """Those that fall due in these days, as many as are shown."""
        return [each for each in self.rows if span[0] <= (each.due_on or LAST) <= span[1]][:SHOWN]


def latent(
    tx: Reader, actor: Actor, court: Known | None, within: Within, span: tuple[date, date],
    today: date,
) -> Latent:  # fmt: skip
    """Those of a court's subtree, or of ``within``'s units; of every court without one."""
    low, high = max(span[0], today), span[1]
    if low > high:
        return Latent()
    narrow = narrowed(actor, court)
    rows, capped = reading.latent_due(tx, narrow, (low, high), EVENTS, within.rules)
    if within.units is not None:
        rows = [each for each in rows if _owed_by(each, within.units)]
    return Latent(rows, capped)


def narrowed(actor: Actor, court: Known | None) -> Actor:
    """The same reader, of this court's subtree alone."""
    if court is None:
        return actor
    return replace(actor, court=court.code, level=court.key, tree=court.place[0])


def here(
    latent: Iterable[Judged], sort: Sort, behind: date | None, until: date | None
) -> list[Judged]:  # fmt: skip
    """Those that stand on a page of stored duties. ``behind``: the due day after which the page
    begins, None for the first; ``until``: the last on it, None where no page follows. The page that
    follows has the latent ones behind that day."""
    down = sort is Sort.LATEST

    def between(day: date) -> bool:
        if down:
            return (behind is None or day < behind) and (until is None or day >= until)
        return (behind is None or day > behind) and (until is None or day <= until)

    return [each for each in latent if each.due_on is not None and between(each.due_on)]


def _owed_by(owed: Judged, units: Iterable[str]) -> bool:
    at = {end.uid for end in (*owed.owed_by, *([owed.owed_at] if owed.owed_at else []))}
    return not at.isdisjoint(units)


def _state(day: date, today: date, soon: date) -> State:
    if day < today:
        return State.OVERDUE
    return State.DUE_SOON if day <= soon else State.OPEN
