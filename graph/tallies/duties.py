"""Open duties by the day that they fall due, of a few months: what today's date alone tells apart.

Whole months are read from the tallies by month. Those by day are one small tally a rule and month,
so that reading them costs the same whatever there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from graph.queries.tallies import tallies
from graph.scope import Actor
from graph.session import Reader
from graph.tallies.cells import DAYS, Place, day, day_of, shelf, spread


class Due(NamedTuple):
    """So many open duties of a rule fall due on a day."""

    rule: str
    on: date
    many: int


def by_day(
    tx: Reader, actor: Actor, measures: Sequence[str], place: Place, first: date, last: date
) -> Iterator[Due]:
    """The open duties of a place by rule and due day, from the one day to the other."""
    for row in tallies(tx, actor, _shelves(measures, [place], first, last), None, None, True):
        for period, count in spread(row["since"], row["sums"], 0).items():
            if period is not None and count and first <= day(period) <= last:
                yield Due(row["of"], day(period), count)


def between(
    tx: Reader, actor: Actor, measures: Sequence[str], places: Sequence[Place], first: date,
    last: date,
) -> Iterator[tuple[str, str, int]]:  # fmt: skip
    """How many open duties of each place and rule fall due from the one day to the other."""
    shelves = _shelves(measures, places, first, last)
    for row in tallies(tx, actor, shelves, day_of(first), day_of(last)):
        if row["upto"] != row["before"]:
            yield row["place"], row["of"], row["upto"] - row["before"]


def _shelves(
    measures: Sequence[str], places: Sequence[Place], first: date, last: date
) -> list[str]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    codes = [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]
    return [
        shelf(measure + DAYS, place, "", code)
        for measure in measures
        for place in places
        for code in codes
    ]
