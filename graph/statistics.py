"""Exact statistics of counts, without a table or an approximation: pure.

A court's findings of a problem, given all of its province, are binomial under the hypothesis that
they fall on courts as their cases do: each with the probability of the court's share of the cases.
That is the exact comparison of two Poisson rates (Przyborowski and Wilenski 1940). Intervals are
those of Clopper and Pearson (1934), which hold their level however small the counts; several tests
of one question are adjusted by Benjamini and Hochberg (1995).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, lgamma, log, log1p
from typing import NamedTuple

CONFIDENCE = 0.95
_STEPS = 60
_NEGLIGIBLE = 1e-17


class Interval(NamedTuple):
    """From, to: shares between 0 and 1."""

    low: float
    high: float


def at_least(count: int, of: int, chance: float) -> float:
    """The probability of ``count`` or more successes ``of`` so many, each with this chance."""
    _check(count, of, chance)
    if count <= 0:
        return 1.0
    if chance in (0.0, 1.0):
        return chance
    if count <= of * chance:
        return max(0.0, 1.0 - _tail(of - count + 1, of, 1.0 - chance))
    return min(1.0, _tail(count, of, chance))


def at_most(count: int, of: int, chance: float) -> float:
    """The probability of ``count`` or fewer."""
    _check(count, of, chance)
    return at_least(of - count, of, 1.0 - chance)


def share_interval(count: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """The exact interval of a share (Clopper–Pearson); of nothing, all is possible."""
    if of == 0:
        return Interval(0.0, 1.0)
    _check(count, of, 0.0)
    rest = (1.0 - confidence) / 2
    low = 0.0 if count == 0 else _root(lambda p: at_least(count, of, p) < rest)
    high = 1.0 if count == of else _root(lambda p: at_most(count, of, p) > rest)
    return Interval(low, high)


def adjusted(chances: Sequence[float]) -> list[float]:
    """The p values of several tests of one question, adjusted so that of all that are found below
    a level at most that share is expected to be found by chance (Benjamini–Hochberg)."""
    order = sorted(range(len(chances)), key=lambda i: chances[i], reverse=True)
    made = [1.0] * len(chances)
    least = 1.0
    for place, i in enumerate(order):
        least = min(least, chances[i] * len(chances) / (len(chances) - place))
        made[i] = least
    return made


def _tail(count: int, of: int, chance: float) -> float:
    """The sum of the terms from ``count`` on, above the mean: each less than the one before."""
    term = exp(
        lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
        + count * log(chance) + (of - count) * log1p(-chance)
    )  # fmt: skip
    odds = chance / (1.0 - chance)
    total = 0.0
    for k in range(count, of + 1):
        total += term
        if term < total * _NEGLIGIBLE:
            break
        term *= (of - k) / (k + 1) * odds
    return total


def _root(below: Callable[[float], bool]) -> float:
    """Where a condition that holds for small chances ceases to hold, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2


def _check(count: int, of: int, chance: float) -> None:
    if not (0 <= count <= of and 0.0 <= chance <= 1.0):
        raise ValueError(f"{count} of {of} with chance {chance}")
