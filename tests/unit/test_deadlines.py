"""Deadlines worked out by hand on the calendars published for 2022 to 2026.

Days off and weekends that are worked, as published: Spring Festival 2022: 31 January to 6 February,
worked 29 and 30 January; National Day 2022: 1 to 7 October, worked 8 and 9; National Day 2023:
29 September to 6 October, worked 7 and 8; Spring Festival 2024: 10 to 17 February, worked 4 and 18;
Labour Day 2024: 1 to 5 May, worked 28 April and 11 May; Spring Festival 2025: 28 January to
4 February, worked 26 January and 8 February; National Day 2025: 1 to 8 October, worked
28 September and 11 October; Spring Festival 2026: 15 to 23 February, worked 14 and 28.
"""

from __future__ import annotations

from datetime import date

import pytest

from graph.duties.calendar import Calendar, DueDay, Year, days, month_end
from graph.duties.deadlines import due_day
from graph.duties.rule import Due, Unit

PUBLISHED = Calendar()


def due(unit: Unit, since: str, amount: int = 0, set_on: str | None = None) -> str:
    """The due day by the published calendar, which has to be definite."""
    day = date.fromisoformat(set_on) if set_on else None
    found = due_day(Due(unit), date.fromisoformat(since), day, amount, PUBLISHED)
    assert not found.provisional
    return found.on.isoformat()


@pytest.mark.parametrize(
    ("since", "amount", "until"),
    [
        ("2024-03-04", 5, "2024-03-11"),  # Monday: the next Monday, the day itself not counted
        ("2024-03-08", 1, "2024-03-11"),  # Friday
        ("2024-03-09", 1, "2024-03-11"),  # Saturday
        ("2022-01-28", 2, "2022-01-30"),  # Friday: Saturday and Sunday are worked
        ("2022-01-28", 3, "2022-02-07"),  # and then comes the festival
        ("2022-09-30", 2, "2022-10-09"),
        ("2022-09-30", 3, "2022-10-10"),
        ("2023-09-28", 2, "2023-10-08"),
        ("2024-02-02", 1, "2024-02-04"),  # a Sunday
        ("2024-02-09", 1, "2024-02-18"),  # New Year's Eve 2024 is no day off
        ("2024-04-26", 15, "2024-05-20"),  # A12: one Sunday and one Saturday are worked
        ("2025-01-24", 3, "2025-02-05"),
        ("2025-09-26", 6, "2025-10-11"),
        ("2026-02-13", 6, "2026-02-28"),
        ("2021-12-31", 1, "2022-01-04"),  # over the year's end: 1 to 3 January are off
        ("2024-12-31", 1, "2025-01-02"),
    ],
)
def test_working_days(since: str, amount: int, until: str) -> None:
    assert due(Unit.WORKING_DAYS, since, amount) == until


@pytest.mark.parametrize(
    ("since", "amount", "until"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-02-28", 1, "2023-03-28"),
        ("2022-03-31", 1, "2022-04-30"),
        ("2022-12-15", 1, "2023-01-15"),
        ("2022-08-31", 18, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_end_with_short_months(since: str, amount: int, until: str) -> None:
    assert due(Unit.MONTHS, since, amount) == until


@pytest.mark.parametrize(
    ("unit", "since", "amount", "until"),
    [
        (Unit.DAYS, "2024-02-28", 30, "2024-03-29"),
        (Unit.DAYS, "2023-02-28", 30, "2023-03-30"),
        (Unit.DAYS, "2022-09-01", 30, "2022-10-01"),  # ends on a day off, and isn't moved
        (Unit.AT_ONCE, "2022-10-01", 0, "2022-10-01"),
        (Unit.BEFORE, "2022-10-01", 0, "2022-10-01"),
        (Unit.DAY_OF_NEXT_MONTH, "2023-12-31", 10, "2024-01-10"),
        (Unit.DAY_OF_NEXT_MONTH, "2024-01-31", 31, "2024-02-29"),
        (Unit.QUARTER_END, "2024-01-01", 0, "2024-03-31"),
        (Unit.QUARTER_END, "2024-06-30", 0, "2024-06-30"),
        (Unit.QUARTER_END, "2024-01-01", 20, "2024-04-20"),
        (Unit.YEAR_END, "2023-05-06", 60, "2024-02-29"),
        (Unit.NEXT_QUARTER_END, "2024-03-31", 0, "2024-06-30"),
        (Unit.NEXT_QUARTER_END, "2023-11-05", 0, "2024-03-31"),
        (Unit.YEAR_END, "2024-01-01", 0, "2024-12-31"),
        (Unit.YEAR_END, "2024-12-31", 0, "2024-12-31"),
        (Unit.FIRST_QUARTER_NEXT_YEAR, "2024-12-31", 0, "2025-03-31"),
        (Unit.FIRST_QUARTER_NEXT_YEAR, "2024-01-01", 0, "2025-03-31"),
    ],
)
def test_other_units(unit: Unit, since: str, amount: int, until: str) -> None:
    assert due(unit, since, amount) == until


def test_as_set_by_the_record_else_so_many_days() -> None:
    assert due(Unit.AS_SET, "2024-02-01", 30, set_on="2024-02-09") == "2024-02-09"
    assert due(Unit.AS_SET, "2024-02-01", 30) == "2024-03-02"


def test_every_unit_has_its_day() -> None:
    for unit in Unit:
        assert due(unit, "2024-05-06", 1) >= "2024-05-06"


def test_beyond_the_calendar_a_day_is_provisional_until_the_year_is_entered() -> None:
    since, rule = date(2026, 12, 30), Due(Unit.WORKING_DAYS)
    assert due_day(rule, since, None, 1, PUBLISHED) == DueDay(date(2026, 12, 31), False)
    assert due_day(rule, since, None, 2, PUBLISHED) == DueDay(date(2027, 1, 1), True)
    entered = Calendar({2027: Year(days("2027-01-01"), days("2027-01-09"))})
    assert due_day(rule, since, None, 2, entered) == DueDay(date(2027, 1, 4), False)
    assert due_day(rule, since, None, 7, entered) == DueDay(date(2027, 1, 9), False)  # a Saturday
    assert due_day(Due(Unit.DAYS), since, None, 2, PUBLISHED) == DueDay(date(2027, 1, 1), False)
    assert entered.provisional(date(2028, 1, 3))
    assert not entered.provisional(date(2027, 1, 4))


def test_what_is_entered_never_overrules_what_is_published() -> None:
    entered = Calendar({2024: Year(days("2024-03-05"), frozenset())})
    assert entered.is_working(date(2024, 3, 5))


def test_working_days_backwards() -> None:
    assert PUBLISHED.add_working_days(date(2022, 2, 7), -3) == DueDay(date(2022, 1, 28), False)
    assert PUBLISHED.add_working_days(date(2022, 2, 5), 0) == DueDay(date(2022, 2, 5), False)


def test_the_end_of_a_month() -> None:
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
