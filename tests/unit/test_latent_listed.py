"""Latent duties among the stored ones of a list: each on one page only, whatever the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.duties.engine import Judged, Trigger
from graph.duties.stored import End
from graph.duties.table import RULES
from graph.operations.duties.asked import Sort, State, month_of
from graph.operations.duties.counts import Cell
from graph.operations.duties.latent import Latent, here

RULE = RULES["step-overdue"]
JUDGED = Judged(
    rule=RULE, trigger=Trigger("t"), part="", arises_from=End("t", "1"), owed_by=(), owed_at=None,
    opened_on=date(2025, 6, 1), due_on=None, provisional=False, closure="open", closed_on=None,
    reason=None, by=(), version="v1", facts="",
)  # fmt: skip


def due(part: str, day: int) -> Judged:
    return replace(JUDGED, part=part, due_on=date(2025, 6, day))


LATENT = [due("a", 18), due("b", 20), due("c", 20), due("d", 25)]


@pytest.mark.parametrize(
    ("sort", "ends", "pages"),
    [
        (Sort.OLDEST, 20, ["abc", "d"]),
        (Sort.LATEST, 20, ["dbc", "a"]),
        (Sort.OLDEST, 19, ["a", "bcd"]),
    ],
)
def test_each_is_on_the_page_of_its_day(sort: Sort, ends: int, pages: list[str]) -> None:
    end = date(2025, 6, ends)
    first, second = here(LATENT, sort, None, end), here(LATENT, sort, end, None)
    assert [{each.part for each in page} for page in (first, second)] == [set(p) for p in pages]


def test_without_stored_ones_all_are_on_one_page() -> None:
    assert here(LATENT, Sort.OLDEST, None, None) == LATENT


def test_they_are_counted_by_state_and_listed_by_due_day() -> None:
    known = Latent(LATENT)
    today, soon = date(2025, 6, 18), date(2025, 6, 21)
    month = month_of(today)
    assert known.cells(today, soon) == {
        Cell(RULE.code, month, State.DUE_SOON): 3, Cell(RULE.code, month, State.OPEN): 1,
    }  # fmt: skip
    assert [each.part for each in known.within((date(2025, 6, 19), date(2025, 6, 24)))] == [
        "b", "c",
    ]  # fmt: skip
