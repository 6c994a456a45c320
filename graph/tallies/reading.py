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
from graph.queries.tallies import tallies
from graph.scope import Actor
from graph.session import Reader, Row
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
    place_ = Place(row["place"], row["row"])
    cell = Cell(row["measure"], place_, row["channel"], row["standing"], row["of"])
    own = mine.get(cell, Counter())
    in_span = sum(
        count
        for period, count in own.items()
        if period is not None
        and (since is None or period >= since)
        and (until is None or period <= until)
    )
    periods: Counter[int] = Counter()
    if whole:
        all_ = spread(row["since"], row["sums"], 0)
        all_.subtract(own)
        periods = Counter({p: n for p, n in all_.items() if p is not None and n})
    undated = row["undated"] - own.get(None, 0)
    return Total(cell, row["upto"] - row["before"] - in_span, undated, periods)
