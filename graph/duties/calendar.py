"""Working days, and the ends of months, quarters and years: the one calendar of all deadlines.

Which days are worked is published year by year (国务院办公厅's 节假日安排). ``chinesecalendar``
(pinned) carries what was published when it was made; years that it lacks come from the records of
``HolidayYear`` that administrators enter. Beyond both only weekends are known: a day reached
through such a year is provisional.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from chinese_calendar.constants import holidays, workdays

from graph.session import Reader

DAY = timedelta(days=1)
SATURDAY = 5

PUBLISHED = range(min(holidays).year, max(holidays).year + 1)
"""The years that the library covers."""


class DueDay(NamedTuple):
    """A day, and whether it may still move because a year's holidays aren't published."""

    on: date
    provisional: bool = False


class Year(NamedTuple):
    """A year's holidays as an administrator entered them."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Calendar:
    """The published years, and those entered besides; the published ones go first."""

    entered: Mapping[int, Year] = field(default_factory=dict)

    def provisional(self, day: date) -> bool:
        """Whether only weekends are known of this day's year."""
        return day.year not in PUBLISHED and day.year not in self.entered

    def is_working(self, day: date) -> bool:
        """Whether courts work on this day, as far as is known."""
        if day.year in PUBLISHED:
            return day in workdays or (day.weekday() < SATURDAY and day not in holidays)
        year = self.entered.get(day.year, Year())
        return day in year.worked or (day.weekday() < SATURDAY and day not in year.off)

    def add_working_days(self, day: date, n: int) -> DueDay:
        """The ``n``-th working day after ``day``, which isn't counted itself; 0 is the day.

        Negative: that many working days before it.
        """
        step, left, provisional = (DAY if n > 0 else -DAY), abs(n), False
        while left:
            day += step
            provisional = provisional or self.provisional(day)
            left -= self.is_working(day)
        return DueDay(day, provisional)


def of(tx: Reader) -> Calendar:
    """The calendar with the years that administrators entered, in one statement."""
    rows = tx.run(
        "MATCH (y:HolidayYear) WHERE y.retired_at IS NULL "
        "RETURN y.year AS year, y.days_off AS off, y.working_days AS worked"
    )
    return Calendar({
        int(row["year"]): Year(days(row["off"]), days(row["worked"])) for row in rows
    })  # fmt: skip


def days(text: str | None) -> frozenset[date]:
    """A list of days as it is stored: ISO dates, a space between two."""
    return frozenset(date.fromisoformat(each) for each in (text or "").split())


def add_months(day: date, n: int) -> date:
    """The day of the same number ``n`` months later, or that month's last day where it is
    shorter: a month from 31 January is the end of February."""
    months = day.year * 12 + day.month - 1 + n
    return _in_month(months // 12, months % 12 + 1, day.day)


def day_of_next_month(day: date, number: int) -> date:
    """The day of this number in the month after ``day``, or that month's last day."""
    after = add_months(day.replace(day=1), 1)
    return _in_month(after.year, after.month, number)


def month_end(day: date) -> date:
    """The last day of its month."""
    return _in_month(day.year, day.month, 31)


def quarter_end(day: date) -> date:
    """The last day of its quarter."""
    return _in_month(day.year, (day.month + 2) // 3 * 3, 31)


def next_quarter_end(day: date) -> date:
    """The last day of the quarter after its own."""
    return quarter_end(quarter_end(day) + DAY)


def year_end(day: date) -> date:
    """31 December of its year."""
    return date(day.year, 12, 31)


def first_quarter_next_year(day: date) -> date:
    """31 March of the year after."""
    return date(day.year + 1, 3, 31)


def _in_month(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, monthrange(year, month)[1]))
