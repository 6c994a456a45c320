"""The two statistical triggers, decided by hand (A7, B5)."""

from __future__ import annotations

from datetime import date

import pytest

from graph.duties.statistical import Thresholds
from graph.errors import BadParameter
from graph.operations.concentration import Compared, Period, Verdict, compare, spread

CASES = {"甲": 100, "乙": 100, "丙": 200, "丁": 20, "戊": 0}
ALL = 500
"""80 of the cases are the superior court's own."""
LOWER = tuple(CASES)


def judged(counts: dict[str, int], problem: str = "S03", **limits: float) -> dict[str, Compared]:
    found = compare({(problem,): counts}, CASES, ALL, LOWER, Thresholds(**limits))  # type: ignore[arg-type]
    return {each.court: each for each in found}


def test_much_more_than_its_cases_would_lead_to_expect_is_concentrated() -> None:
    """甲 has a fifth of the cases and 12 of 15 findings, where 3 were expected: four times."""
    found = judged({"甲": 12, "丙": 3})
    assert {court: each.verdict for court, each in found.items()} == {
        "甲": Verdict.TRIGGERED, "丙": Verdict.TOO_FEW,
    }  # fmt: skip
    it = found["甲"]
    assert (it.count, it.of, it.cases, it.all_cases, it.expected, it.ratio) == (
        12, 15, 100, 500, 3.0, 4.0
    )  # fmt: skip
    # C(15,12) 4³ + C(15,13) 4² + C(15,14) 4 + 1 of 5¹⁵
    exact = (455 * 4**3 + 105 * 4**2 + 15 * 4 + 1) / 5**15
    assert it.chance == pytest.approx(exact, rel=1e-9)
    assert it.adjusted == pytest.approx(exact * 4, rel=1e-9)  # four courts have cases
    assert it.interval.low == pytest.approx(0.519 / 0.2, abs=0.01)
    assert it.interval.high == pytest.approx(0.957 / 0.2, abs=0.01)


def test_of_small_numbers_nothing_is_concluded() -> None:
    assert judged({"甲": 4})["甲"].verdict is Verdict.TOO_FEW  # all there are, and still four
    assert judged({"甲": 5})["甲"].verdict is Verdict.TRIGGERED
    assert judged({"丁": 20})["丁"].verdict is Verdict.TOO_FEW  # 20 cases concluded
    assert judged({"戊": 20})["戊"].verdict is Verdict.TOO_FEW  # none
    assert judged({"丁": 20}, cases=20)["丁"].verdict is Verdict.TRIGGERED


def test_twice_as_many_that_may_be_chance() -> None:
    """5 where 2.5 were expected: as likely as one in eleven, and four courts were looked at."""
    found = judged({"甲": 5, "丙": 7, "乙": 0})  # 12 findings: 2.4 expected at 甲
    assert found["甲"].ratio == pytest.approx(5 / 2.4)
    assert 0.05 < found["甲"].chance < 0.10
    assert found["甲"].verdict is Verdict.BY_CHANCE
    assert "乙" not in found


def test_significant_but_not_twice_as_many() -> None:
    found = judged({"甲": 350, "丙": 650, "乙": 0})  # 200 expected, 350 found: 1.75 times
    assert found["甲"].adjusted < 1e-9
    assert found["甲"].verdict is Verdict.BELOW
    assert judged({"甲": 350, "丙": 650}, ratio=1.7)["甲"].verdict is Verdict.TRIGGERED


def test_problems_are_judged_each_by_itself_and_triggers_come_first() -> None:
    found = list(compare(
        {("S03",): {"丙": 6}, ("S05",): {"甲": 12, "丙": 3}}, CASES, ALL, LOWER, Thresholds()
    ))  # fmt: skip
    assert [(c.problems, c.court, c.verdict) for c in found][:2] == [
        (("S05",), "甲", Verdict.TRIGGERED), (("S03",), "丙", Verdict.TRIGGERED),
    ]  # fmt: skip


def test_widespread_is_a_share_of_the_courts_and_no_few() -> None:
    findings = {
        ("A",): {"甲": 1, "乙": 1, "丙": 9}, ("B",): {"甲": 50, "乙": 50},
        ("C",): {"甲": 1, "丁": 0},
    }  # fmt: skip
    found = list(spread(findings, 20, Thresholds()))
    assert [(s.problems, len(s.courts), s.share, s.count, s.verdict) for s in found] == [
        (("A",), 3, 0.15, 11, Verdict.TRIGGERED),
        (("B",), 2, 0.1, 100, Verdict.TOO_FEW),
        (("C",), 1, 0.05, 1, Verdict.TOO_FEW),
    ]
    assert next(spread(findings, 31, Thresholds())).verdict is Verdict.BELOW  # 3 of 31 < 10 %
    assert next(spread(findings, 30, Thresholds())).verdict is Verdict.TRIGGERED


def test_periods() -> None:
    assert str(Period.last(date(2024, 1, 1))) == "2023Q4"
    assert str(Period.last(date(2024, 12, 31))) == "2024Q3"
    year = Period.read("2024")
    assert year is not None
    assert (str(year), str(year.before), str(year.after)) == ("2024", "2023", "2025")
    quarter = Period.read("2024Q1")
    assert quarter is not None
    assert (str(quarter.before), str(quarter.after)) == ("2023Q4", "2024Q2")
    assert Period.read(" ") is None
    for wrong in ("2024Q5", "24", "x"):
        with pytest.raises(BadParameter):
            Period.read(wrong)


def test_limits_as_set_replace_the_defaults() -> None:
    assert Thresholds.of() == Thresholds()
    assert Thresholds.of({"least": 8, "level": 1}, {"share": 25}) == Thresholds(
        least=8, level=0.01, share=0.25
    )
