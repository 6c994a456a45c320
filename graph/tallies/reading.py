"""Kept totals as a reader may know them.

A reader counts at courts of the own subtree alone, and nothing about oneself: what the records
about the reader count as is read (they are few) and taken out of the sums. Which types of record a
reader may not see at all is for the caller to ask: a measure is of one type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import type_of
from graph.queries.findings import At
from graph.queries.tallies import tallies, tally_depths
from graph.scope import Actor
from graph.session import Reader, Row
from graph.tallies import depths as deep
from graph.tallies import facts
from graph.tallies.cells import ALL, OWN, Cell, Counts, Place, counted, spread
from graph.tallies.measures import SOURCES

LOWEST = "c3"


@dataclass(frozen=True)
class Total:
    """A cell's numbers: ``dated`` in the period asked for, ``undated``; ``periods`` (all of them)
    where the whole was asked for."""

    cell: Cell
    dated: int
    undated: int
    periods: Counter[int]


def place(at: At) -> Place:
    """The row that holds what is counted at a court: by itself, or with those below it."""
    return Place(at.court, OWN if at.own or at.level == LOWEST else ALL)


def begin(measure: str, place: Place, channel: str | None = None) -> str:
    """The beginning of the numbers of a measure's tallies at a place, through one channel."""
    start = f"{measure}|{place.code}|{place.row}|"
    return start if channel is None else f"{start}{channel}|"


def totals(
    tx: Reader,
    actor: Actor,
    types: Iterable[str],
    shelves: Sequence[str],
    since: int | None = None,
    until: int | None = None,
    whole: bool = False,
) -> list[Total]:
    """What is on these shelves; ``types``: of which records the measures are. One statement, and
    two more for a reader who is an officer."""
    rows = tallies(tx, actor, shelves, since, until, whole)
    mine = _mine(tx, actor, types)
    made = (_total(row, mine, since, until, whole) for row in rows)
    return [each for each in made if each.dated or each.undated or each.periods]


@dataclass(frozen=True)
class Depth:
    """How deep the problem of a cell recurs: the greatest depth of the span asked for, or, where
    the whole was asked for, of each quarter."""

    cell: Cell
    depth: int | None
    quarters: dict[int, int]


def depths(
    tx: Reader, actor: Actor, types: Iterable[str], shelves: Sequence[str],
    since: int | None = None, until: int | None = None, whole: bool = False,
) -> list[Depth]:  # fmt: skip
    """How deep problems recur on these shelves; ``types`` as in ``totals``. Who has records about
    oneself among them is told the depth of the others."""
    mine = {c: of for c, of in _mine(tx, actor, types).items() if c.measure == deep.RECURRED}
    rows = tally_depths(tx, actor, shelves, since, until, whole, exact=bool(mine))
    return [_depth(row, mine, since, until, whole) for row in rows]


def _depth(row: Row, mine: Counts, since: int | None, until: int | None, whole: bool) -> Depth:
    cell = _cell(row)
    depth, quarters = row["depth"], dict(enumerate(row["depths"] or (), row["since"] or 0))
    if cell in mine:
        of = deep.read(row)
        of.subtract(mine[cell])
        quarters = deep.greatest(p for p, n in of.items() if n > 0 and p is not None)
        depth = max((d for q, d in quarters.items() if _within(q, since, until)), default=deep.NONE)
    known = {q: d for q, d in quarters.items() if d != deep.NONE} if whole else {}
    return Depth(cell, None if depth == deep.NONE else depth, known)


def _within(period: int, since: int | None, until: int | None) -> bool:
    return (since is None or period >= since) and (until is None or period <= until)


def _mine(tx: Reader, actor: Actor, types: Iterable[str]) -> Counts:
    """What the records about the reader count as."""
    about = [name for name in types if name in SOURCES and type_of(name).about]
    if not actor.officer or not about:
        return {}
    said = facts.about(tx, about, actor.officer)
    if not said:
        return {}
    return counted(said, facts.courts(tx, {code for each in said for code in each.courts}))


def _total(row: Row, mine: Counts, since: int | None, until: int | None, whole: bool) -> Total:
    cell = _cell(row)
    own = mine.get(cell, Counter())
    in_span = sum(
        count
        for period, count in own.items()
        if period is not None and _within(period, since, until)
    )
    periods: Counter[int] = Counter()
    if whole:
        all_ = spread(row["since"], row["sums"], 0)
        all_.subtract(own)
        periods = Counter({p: n for p, n in all_.items() if p is not None and n})
    undated = row["undated"] - own.get(None, 0)
    return Total(cell, row["upto"] - row["before"] - in_span, undated, periods)


def _cell(row: Row) -> Cell:
    place_ = Place(row["place"], row["row"])
    return Cell(row["measure"], place_, row["channel"], row["standing"], row["of"])
