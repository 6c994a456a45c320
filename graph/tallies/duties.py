"""Open duties by the day that they fall due, of a few months: what today's date alone tells apart;
and by the departments that owe them.

Whole months are read from the tallies by month. Those by day are one small tally a rule and month,
so that reading them costs the same whatever there is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from graph.queries.tallies import spans, tallies, tally_standings
from graph.scope import Actor
from graph.session import Reader
from graph.tallies.cells import DAYS, OWED, OWN, Place, day, day_of, shelf, spread
from graph.tallies.reading import begin


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


def owing(
    tx: Reader, actor: Actor, measures: Sequence[str], courts: Sequence[str],
    months: Sequence[tuple[int, int]], days: tuple[date, date], rules: Collection[str] | None,
    most: int,
) -> dict[str, int]:  # fmt: skip
    """The departments, by uid, that owe most of the open duties of these courts, each by itself,
    that fall due in these months (from the one to the other) or on these days; of these rules where
    they are named."""
    kept = [begin(m + OWED, Place(code, OWN), "") for m in measures for code in courts]
    asked = [each for span in months for each in spans(kept, *span)]
    first, last = days
    if first <= last:
        kept = [
            begin(measure + DAYS + OWED, Place(code, OWN), month)
            for measure in measures
            for code in courts
            for month in _months(first, last)
        ]
        asked += spans(kept, day_of(first), day_of(last))
    return tally_standings(tx, actor, asked, most, rules)


def _months(first: date, last: date) -> list[str]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]


def _shelves(
    measures: Sequence[str], places: Sequence[Place], first: date, last: date
) -> list[str]:
    return [
        shelf(measure + DAYS, place, "", month)
        for measure in measures
        for place in places
        for month in _months(first, last)
    ]
