"""How deep a problem recurs, in one tally a cell: how many findings of each quarter recur how deep.

A page needs no more than the greatest depth of each quarter, or of a span. That is kept beside the
counts, since what leaves may have been the deepest. The depth is part of the period: counts by
quarter and depth are added, moved and compared as those of any measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from graph.session import Row

RECURRED = "recurred"
"""The measure of established findings in which their problem recurs."""

BASE = 1000
"""A period is a quarter times this, and the depth; what is deeper counts as one less."""

NONE = -1
"""In place of a depth: nothing recurred. In place of a quarter: the day isn't known."""


def period(quarter: int | None, depth: int) -> int:
    """A quarter (None: no date) and a depth as one."""
    return (NONE if quarter is None else quarter) * BASE + min(depth, BASE - 1)


def quarter_and_depth(period: int) -> tuple[int | None, int]:
    """The reverse."""
    quarter, depth = divmod(period, BASE)
    return (None if quarter == NONE else quarter), depth


def greatest(periods: Iterable[int]) -> dict[int, int]:
    """The greatest depth of each quarter that has a recurrence."""
    made: dict[int, int] = {}
    for quarter, depth in map(quarter_and_depth, sorted(periods)):
        if quarter is not None:
            made[quarter] = depth
    return made


def stored(of: Mapping[int | None, int]) -> dict[str, Any]:
    """Counts as the properties of a tally: ``periods`` and ``counts``; ``depths``, the greatest of
    each quarter from ``since`` on, and ``depth``, the greatest of all."""
    periods = sorted(period for period, count in of.items() if count and period is not None)
    deepest = greatest(periods)
    since = min(deepest, default=None)
    return {
        "periods": periods,
        "counts": [of[each] for each in periods],
        "since": since,
        "depths": [] if since is None
        else [deepest.get(each, NONE) for each in range(since, max(deepest) + 1)],
        "depth": max(deepest.values(), default=NONE),
        "undated": sum(count for each, count in of.items() if each is not None and each < 0),
        "value": sum(of.values()),
    }  # fmt: skip


def read(row: Row) -> Counter[int | None]:
    """The reverse, of a row with ``periods`` and ``counts``."""
    return Counter(dict(zip(row["periods"] or (), row["counts"] or (), strict=True)))
