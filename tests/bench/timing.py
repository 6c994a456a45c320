"""Medians of things that are done in turn, so that what disturbs one disturbs the other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

WARM_UP = 8


def milliseconds(work: Callable[[], object]) -> float:
    """How long it took."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def medians(works: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of what each work answers, after a warm-up, over rounds of one of each."""
    return {name: statistics.median(values) for name, values in taken(works, rounds).items()}


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


def taken(works: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """What each work answers, after a warm-up, over rounds of one of each."""
    for _ in range(WARM_UP):
        for work in works.values():
            work()
    made: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            made[name].append(work())
    return made


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """The work as one that answers its milliseconds."""
    return lambda: milliseconds(work)
