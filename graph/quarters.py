"""Quarters of a year: how problems are told apart in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.errors import BadParameter
from graph.records import Filter, Op
from graph.text import Text

DAY = timedelta(days=1)
_WRITTEN = re.compile(r"(\d{4})Q([1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter, written ``2021Q4``."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, name: str, text: str) -> Quarter | None:
        """The quarter in the address parameter of this name, None where it is empty; raises
        BadParameter."""
        if not text:
            return None
        found = _WRITTEN.fullmatch(text.strip().upper())
        if found is None or int(found[1]) < 1900:
            why = Text("请写作 2021Q4", "write 2021Q4")
            raise BadParameter(name=name, value=text, why=why)
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def place(self) -> int:
        """Where it stands among all quarters, as tallies count them."""
        return self.year * 4 + self.number - 1

    @property
    def next(self) -> Quarter:
        """The quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def span(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Every quarter from the first to the last."""
    while first <= last:
        yield first
        first = first.next


def within(name: str, since: Quarter | None, until: Quarter | None) -> list[Filter]:
    """The conditions that a date lies in the period, both ends included."""
    made = []
    if since is not None:
        made.append(Filter(name, Op.GREATER, since.first - DAY))
    if until is not None:
        made.append(Filter(name, Op.SMALLER, until.last + DAY))
    return made
