"""Exact statistics against values worked out by hand, and against sums of whole fractions."""

from __future__ import annotations

from fractions import Fraction
from math import comb, isclose

import pytest

from graph.statistics import Interval, adjusted, at_least, at_most, share_interval


def by_fractions(count: int, of: int, chance: Fraction) -> float:
    return float(sum(
        comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(count, of + 1)
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("count", "of", "chance", "expected"),
    [
        (0, 5, 0.3, 1.0),
        (1, 2, 0.5, 0.75),
        (2, 2, 0.5, 0.25),
        (3, 4, 0.5, 5 / 16),  # (4 + 1) / 16
        (2, 10, 0.1, 1 - 0.9**10 - 10 * 0.1 * 0.9**9),
        (10, 10, 0.1, 1e-10),
        (4, 4, 1.0, 1.0),
        (1, 4, 0.0, 0.0),
    ],
)
def test_the_chance_of_as_many_or_more(count: int, of: int, chance: float, expected: float) -> None:
    assert isclose(at_least(count, of, chance), expected, rel_tol=1e-12, abs_tol=1e-300)


@pytest.mark.parametrize("chance", [Fraction(1, 171), Fraction(1, 3), Fraction(99, 100)])
@pytest.mark.parametrize(("count", "of"), [(1, 40), (7, 60), (59, 60), (120, 300)])
def test_it_is_the_sum_of_the_terms(count: int, of: int, chance: Fraction) -> None:
    assert isclose(
        at_least(count, of, float(chance)), by_fractions(count, of, chance), rel_tol=1e-9
    )
    assert isclose(
        at_most(count, of, float(chance)),
        1 - by_fractions(count + 1, of, chance), rel_tol=1e-9, abs_tol=1e-12,
    )  # fmt: skip


def test_many_findings_neither_overflow_nor_take_long() -> None:
    assert at_least(60_000, 500_000, 0.1) == 0.0  # 47 standard deviations above
    assert isclose(at_least(50_000, 500_000, 0.1), 0.5, abs_tol=0.01)


def test_exact_intervals() -> None:
    assert share_interval(0, 10) == pytest.approx(Interval(0.0, 1 - 0.025**0.1), abs=1e-9)
    assert share_interval(10, 10) == pytest.approx(Interval(0.025**0.1, 1.0), abs=1e-9)
    assert share_interval(5, 10) == pytest.approx(Interval(0.187086, 0.812914), abs=1e-6)
    assert share_interval(0, 0) == Interval(0.0, 1.0)
    low, high = share_interval(8, 400)
    assert at_least(8, 400, low) == pytest.approx(0.025, rel=1e-6)
    assert at_most(8, 400, high) == pytest.approx(0.025, rel=1e-6)


def test_several_tests_of_one_question() -> None:
    """By hand: 0.01 × 4 / 1; 0.02 × 4 / 2; 0.03 × 4 / 3 = 0.04; 0.5. None below a smaller one."""
    assert adjusted([0.03, 0.01, 0.5, 0.02]) == pytest.approx([0.04, 0.04, 0.5, 0.04])
    assert adjusted([0.9, 0.8]) == pytest.approx([0.9, 0.9])
    assert adjusted([]) == []


def test_impossible_counts_are_refused() -> None:
    for count, of, chance in ((3, 2, 0.5), (-1, 2, 0.5), (1, 2, 1.5)):
        with pytest.raises(ValueError, match=str(of)):
            at_least(count, of, chance)
