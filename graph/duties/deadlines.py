"""By which day a duty is due: the rule's deadline, counted from the day of the event.

As in procedure, the day of the event isn't counted: within five working days of a Monday ends on
the next Monday. A last day that is no working day isn't moved: the documents don't say so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from graph.duties import calendar as dates
from graph.duties.calendar import Calendar, DueDay
from graph.duties.rule import Due, Unit

__all__ = ["DueDay", "due_day"]

_PLAIN: dict[Unit, Callable[[date, int], date]] = {
    Unit.DAYS: lambda since, amount: since + timedelta(days=amount),
    Unit.MONTHS: dates.add_months,
    Unit.AT_ONCE: lambda since, _: since,
    Unit.BEFORE: lambda since, _: since,
    Unit.AS_SET: lambda since, amount: since + timedelta(days=amount),
    Unit.DAY_OF_NEXT_MONTH: dates.day_of_next_month,
    Unit.CHECK_PERIOD_END: lambda since, _: since,
    Unit.QUARTER_END: lambda since, amount: dates.quarter_end(since) + timedelta(days=amount),
    Unit.NEXT_QUARTER_END: lambda since, _: dates.next_quarter_end(since),
    Unit.YEAR_END: lambda since, amount: dates.year_end(since) + timedelta(days=amount),
    Unit.FIRST_QUARTER_NEXT_YEAR: lambda since, _: dates.first_quarter_next_year(since),
}
"""Units that no holiday moves: their days are never provisional."""


def due_day(due: Due, since: date, set_on: date | None, amount: int, calendar: Calendar) -> DueDay:
    """The last day in time.

    ``since``: the day that the deadline counts from. ``set_on``: the day that the record itself
    sets, for ``Unit.AS_SET``. ``amount``: how many, as in force on that day (``due.amount`` unless
    a local parameter says otherwise).
    """
    if due.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(since, amount)
    if due.unit is Unit.AS_SET and set_on is not None:
        return DueDay(set_on)
    return DueDay(_PLAIN[due.unit](since, amount))
