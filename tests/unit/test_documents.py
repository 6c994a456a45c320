"""Since when the rules apply, at the edges of the two documents."""

from __future__ import annotations

from datetime import date

import pytest

from graph.documents import applies, applies_from


@pytest.mark.parametrize(
    ("basis", "day", "answer"),
    [
        ("A6", date(2021, 12, 29), False),
        ("A6", date(2021, 12, 30), True),
        ("A15", date(2021, 12, 29), False),
        ("A15", date(2021, 12, 30), True),
        ("B2", date(2021, 2, 25), False),
        ("B2", date(2021, 2, 26), True),
        ("B4 F1", date(2021, 2, 25), False),
        ("F2", date(2021, 2, 26), True),
        ("A8 A14", date(2021, 12, 29), False),
        ("A10 B3", date(2021, 2, 26), True),
    ],
)
def test_a_rule_applies_from_the_day_of_issue(basis: str, day: date, answer: bool) -> None:
    assert applies(basis, day) is answer


def test_another_basis_has_no_first_day() -> None:
    assert applies_from("法〔2015〕137号") == date.min
    assert applies_from("") == date.min
