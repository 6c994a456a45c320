"""Latent duties among the stored ones of a list: each on one page only, whatever the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.duties.reading import Owed
from graph.duties.table import RULES
from graph.operations.duties.asked import Sort, State, month_of
from graph.operations.duties.counts import Cell
from graph.operations.duties.latent import Latent, merged

RULE = RULES["step-overdue"]
OWED = Owed(
    rule=RULE, number="", uid=None, triggers=(), owed_by=(), owed_at=None, by=(), period="",
    opened_on=None, due_on=None, provisional=False, closure="open", closed_on=None, reason="",
    waived_by="", rule_version="", soon=3,
)  # fmt: skip


def due(number: str, day: int) -> Owed:
    return replace(OWED, number=number, due_on=date(2025, 6, day))


LATENT = [due("a", 18), due("b", 20), due("c", 20), due("d", 25)]


@pytest.mark.parametrize(
    ("sort", "days", "pages"),
    [
        (Sort.OLDEST, [19, 20, 20, 24], [["a", "1", "2", "b", "c"], ["3", "4", "d"]]),
        (Sort.LATEST, [24, 20, 20, 19], [["d", "1", "2", "b", "c"], ["3", "4", "a"]]),
    ],
)
def test_each_is_on_the_page_of_its_day(
    sort: Sort, days: list[int], pages: list[list[str]]
) -> None:
    stored = [due(str(n), day) for n, day in enumerate(days, 1)]
    first = merged(stored[:2], LATENT, sort, None, True)
    second = merged(stored[2:], LATENT, sort, stored[1].due_on, False)
    assert [[each.number for each in page] for page in (first, second)] == pages


def test_without_stored_ones_all_are_on_one_page() -> None:
    assert merged([], LATENT, Sort.OLDEST, None, False) == LATENT


def test_they_are_counted_by_state_and_listed_by_due_day() -> None:
    known = Latent(LATENT)
    today, soon = date(2025, 6, 18), date(2025, 6, 21)
    month = month_of(today)
    assert known.cells(today, soon) == {
        Cell(RULE.code, month, State.DUE_SOON): 3, Cell(RULE.code, month, State.OPEN): 1,
    }  # fmt: skip
    assert [each.number for each in known.within((date(2025, 6, 19), date(2025, 6, 24)))] == [
        "b", "c",
    ]  # fmt: skip
