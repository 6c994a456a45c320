"""How often, how long, when: the distributions that everything invented here is drawn from.

Days are integers (days since 1970-01-01) in numpy arrays; ``NEVER`` stands for no day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import chinese_calendar
import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EPOCH = date(1970, 1, 1)
NEVER = 99_999
"""A day in 2243: after everything."""

MONTHS = (0.0, 0.85, 0.6, 1.15, 1.15, 1.1, 1.05, 1.0, 1.0, 1.05, 0.9, 1.05, 0.85)
"""How many cases are filed in a month, by its number; the Spring Festival shows."""


def number(day: date) -> int:
    """A civil date as days since 1970."""
    return (day - EPOCH).days


def civil(day: int) -> date:
    """Days since 1970 as a civil date."""
    return EPOCH + timedelta(days=int(day))


def is_workday(day: date) -> bool:
    """Whether offices are open; beyond the published calendar by weekday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


class Calendar:
    """Working days from 16 years before ``until`` to 3 years after it."""

    def __init__(self, until: date) -> None:
        self.first = number(until) - 16 * 366
        last = number(until) + 3 * 366
        open_ = np.array([is_workday(civil(d)) for d in range(self.first, last)])
        self.days: Ints = np.flatnonzero(open_) + self.first
        self._next: Ints = np.searchsorted(self.days, np.arange(self.first, last))

    def onward(self, days: Ints) -> Ints:
        """The day itself where it is a working day, else the next one."""
        found: Ints = self.days[self._next[np.asarray(days) - self.first]]
        return found

    def back(self, days: Ints) -> Ints:
        """The day itself where it is a working day, else the last one before it."""
        found = self._next[np.asarray(days) - self.first]
        return np.where(self.days[found] == days, days, self.days[found - 1])

    def after(self, days: Ints, working_days: Ints | int) -> Ints:
        """So many working days later."""
        found: Ints = self.days[self._next[np.asarray(days) + 1 - self.first] + working_days - 1]
        return found


@cache
def calendar(until: date) -> Calendar:
    """The calendar around a day."""
    return Calendar(until)


def delays(rng: np.random.Generator, many: int, middle: float, spread: float = 0.6) -> Ints:
    """Log-normal delays in whole days, at least 1; ``middle`` is the median."""
    drawn = rng.lognormal(np.log(middle), spread, many)
    return np.maximum(1, np.rint(drawn)).astype(np.int64)


def pick(rng: np.random.Generator, weights: Mapping[str, float], many: int) -> NDArray[Any]:
    """Names drawn by their weights."""
    names = np.array(list(weights), dtype=object)
    return names[places(rng, list(weights.values()), many)]


def series(rng: np.random.Generator, weights: Mapping[str, float], many: int) -> pl.Series:
    """Names drawn by their weights; every name comes where there is room for each thrice."""
    drawn = pick(rng, weights, many)
    if many >= 3 * len(weights):
        drawn[rng.permutation(many)[: len(weights)]] = np.array(list(weights), dtype=object)
    return pl.Series(drawn.tolist(), dtype=pl.String)


def places(rng: np.random.Generator, weights: Sequence[float] | Floats, many: int) -> Ints:
    """Places drawn by their weights."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    found: Ints = np.searchsorted(edges, rng.random(many) * edges[-1], side="right")
    return np.minimum(found, len(edges) - 1)


def filing_days(rng: np.random.Generator, first: int, last: int, many: int, until: date) -> Ints:
    """Days on which cases are filed: working days, by season, some more every year."""
    days = calendar(until).days
    days = days[(days >= first) & (days <= last)]
    months = np.array([civil(d).month for d in days])
    grown = 1 + 0.06 * (days - first) / 365
    return days[places(rng, np.array(MONTHS)[months] * grown, many)]


def quarter_end(days: Ints) -> Ints:
    """The last day of the quarter in which each day lies."""
    months = np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    nxt = (months // 3 + 1) * 3
    return nxt.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1


def year_of(days: Ints) -> Ints:
    """The civil year of each day."""
    years: Ints = np.asarray(days).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    return years + 1970


def before_quarter_end(
    rng: np.random.Generator, days: Ints, share: float, within: int = 45
) -> Ints:
    """Days of conclusion: a share of those near a quarter's end moves into its last two weeks."""
    end = quarter_end(days)
    december = (end.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12) == 11
    moved = (end - days < within) & (rng.random(len(days)) < np.where(december, 2 * share, share))
    return np.where(moved, np.maximum(days, end - rng.integers(0, 13, len(days))), days)
