"""Months, quarters, half-years and years as duties know them: what ends in a span of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.duties.rule import Every

MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
LETTER = {Every.MONTH: "M", Every.QUARTER: "Q", Every.HALF_YEAR: "H", Every.YEAR: ""}
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """One period: ``2024M03``, ``2024Q1``, ``2024H1`` or ``2024``, with its first and last day."""

    first: date
    last: date
    name: str

    @classmethod
    def of(cls, every: Every, day: date) -> Period:
        """The period that a day lies in."""
        months = MONTHS[every]
        place = (day.month - 1) // months
        first = date(day.year, place * months + 1, 1)
        index = first.year * 12 + first.month - 1 + months
        last = date(index // 12, index % 12 + 1, 1) - DAY
        width = 2 if every is Every.MONTH else 1
        mark = "" if every is Every.YEAR else f"{LETTER[every]}{place + 1:0{width}d}"
        return cls(first, last, f"{day.year}{mark}")

    @classmethod
    def read(cls, name: str) -> Period:
        """The period of this name; raises ValueError for what is none."""
        year, letter, place = name[:4], name[4:5], name[5:]
        every = next(each for each, mark in LETTER.items() if mark == letter)
        month = (int(place or 1) - 1) * MONTHS[every] + 1
        return cls.of(every, date(int(year), month, 1))

    def since(self, every: Every, many: int) -> date:
        """The first day of so many periods, of which it is the last."""
        period = self
        for _each in range(many - 1):
            period = period.before(every)
        return period.first

    def before(self, every: Every) -> Period:
        """The period before it."""
        return Period.of(every, self.first - DAY)


def names_in_cypher(every: str, day: str) -> str:
    """The names of the period that a day lies in and of the one before, as a list in Cypher;
    ``every``: an ``Every``, or something else for the list of an empty name."""
    cases = []
    for each, months in MONTHS.items():
        width = 2 if each is Every.MONTH else 1
        place = f"right('0' + toString((at.month - 1) / {months} + 1), {width})"
        name = f"toString(at.year) + '{LETTER[each]}'" + (f" + {place}" if LETTER[each] else "")
        days = f"[{day}, {day} - duration({{months: {months}}})]"
        cases.append(f"WHEN '{each}' THEN [at IN {days} | {name}]")
    return f"CASE {every} {' '.join(cases)} ELSE [''] END"


def begun(every: Every, after: date, until: date) -> Iterator[Period]:
    """Every period that ended after the one day, or is running on the other, in order of time."""
    period = Period.of(every, after + DAY)
    while period.first <= until:
        yield period
        period = Period.of(every, period.last + DAY)
