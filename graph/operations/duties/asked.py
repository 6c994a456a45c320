"""What may be asked of the open duties of a scope, and which due days that means.

Ages are counted in months of the due day, as the tallies are: what fell due in an earlier month is
overdue whatever today is, so that only the present month has to be counted anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from graph.documents import BY_LETTER, documents_of
from graph.duties.calendar import add_months, month_end
from graph.duties.rule import Rule
from graph.duties.table import RULES
from graph.operations.said import choice, refuse, switch, word
from graph.text import Text

DAY = timedelta(days=1)
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


class State(StrEnum):
    """Which open duties."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    OPEN = "open"
    ALL = "all"


STATES: dict[State, Text] = {
    State.OVERDUE: Text("逾期", "Overdue"),
    State.DUE_SOON: Text("即将到期", "Due soon"),
    State.OPEN: Text("未到期", "Open"),
    State.ALL: Text("全部未了结", "All undischarged"),
}


class Sort(StrEnum):
    """In which order they are listed."""

    OLDEST = "oldest"
    LATEST = "latest"


class Band(StrEnum):
    """How long overdue, by the month of the due day."""

    THIS_MONTH = "0"
    TO_3 = "1-3"
    TO_6 = "4-6"
    TO_12 = "7-12"
    OVER = "13-"

    @property
    def months(self) -> tuple[int, int]:
        """How many months before the present one, from and to."""
        return BANDS[self][1:]

    @property
    def label(self) -> Text:
        """Its name."""
        return BANDS[self][0]


BANDS: dict[Band, tuple[Text, int, int]] = {
    Band.THIS_MONTH: (Text("本月到期", "Due this month"), 0, 0),
    Band.TO_3: (Text("1至3个月", "1 to 3 months"), 1, 3),
    Band.TO_6: (Text("4至6个月", "4 to 6 months"), 4, 6),
    Band.TO_12: (Text("7至12个月", "7 to 12 months"), 7, 12),
    Band.OVER: (Text("一年以上", "Over a year"), 13, 1200),
}


def month_of(day: date) -> int:
    """A month as a number: one more a month."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    """The month's first day."""
    return date(month // 12, month % 12 + 1, 1)


def month_name(month: int) -> str:
    """A month as people write it: ``2024-03``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@dataclass(frozen=True)
class Asked:
    """What of the missing links is asked for; empty: all. ``own``: without the courts below.
    ``department``: its number. ``since`` and ``until``: months of the due day."""

    court: str = ""
    own: bool = False
    rule: str = ""
    article: str = ""
    department: str = ""
    state: State = State.OVERDUE
    band: Band | None = None
    since: int | None = None
    until: int | None = None
    sort: Sort = Sort.OLDEST

    def __post_init__(self) -> None:
        if self.rule and self.rule not in RULES:
            refuse("rule", self.rule, "没有这条规则", "there is no such rule")
        if self.article and not self._of_article():
            refuse("article", self.article, "没有出自该条的规则", "no rule is based on it")
        if self.since is not None and self.until is not None and self.until < self.since:
            refuse("to", month_name(self.until), "止于起之前", "it ends before it begins")
        if self.band is not None and self.state not in (State.OVERDUE, State.ALL):
            refuse("age", self.band, "只有逾期的才分逾期时长", "only overdue duties have an age")

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Asked:
        """From the parameters of an address; raises BadParameter."""

        return cls(
            court=word(said, "court"),
            own=switch(said, "own"),
            rule=word(said, "rule"),
            article=word(said, "article"),
            department=word(said, "department"),
            state=choice(said, "state", State, State.OVERDUE),
            band=choice(said, "age", Band, Band.OVER) if word(said, "age") else None,
            since=_month("from", word(said, "from")),
            until=_month("to", word(said, "to")),
            sort=choice(said, "sort", Sort, Sort.OLDEST),
        )

    @property
    def said(self) -> dict[str, str]:
        """The parameters of an address that asks this; what is usual left out."""
        made = {
            "court": self.court,
            "own": "1" if self.own else "",
            "rule": self.rule,
            "article": self.article,
            "department": self.department,
            "state": "" if self.state is State.OVERDUE else str(self.state),
            "age": str(self.band or ""),
            "from": "" if self.since is None else month_name(self.since),
            "to": "" if self.until is None else month_name(self.until),
            "sort": "" if self.sort is Sort.OLDEST else str(self.sort),
        }
        return {name: value for name, value in made.items() if value}

    @property
    def rules(self) -> tuple[str, ...] | None:
        """The codes of the rules; None: all."""
        if self.rule:
            return (self.rule,)
        return tuple(rule.code for rule in self._of_article()) if self.article else None

    def _of_article(self) -> list[Rule]:
        """The rules based on the article, or on the document whose letter it is."""
        document = BY_LETTER.get(self.article)
        return [
            rule
            for rule in RULES.values()
            if self.article in rule.basis.split() or document in documents_of(rule.basis)
        ]

    def due(self, today: date) -> tuple[date, date]:
        """The first and last due day of the period and the age, whatever the state."""
        low = FIRST if self.since is None else first_of(self.since)
        high = LAST if self.until is None else month_end(first_of(self.until))
        if self.band is not None:
            near, far = self.band.months
            low = max(low, add_months(today.replace(day=1), -far))
            high = min(high, month_end(add_months(today.replace(day=1), -near)), today - DAY)
        return low, high

    def span(self, today: date, soon: date) -> tuple[date, date]:
        """The first and last due day of what is listed. ``soon``: the last day that counts as due
        soon."""
        low, high = self.due(today)
        match self.state:
            case State.OVERDUE:
                high = min(high, today - DAY)
            case State.DUE_SOON:
                low, high = max(low, today), min(high, soon)
            case State.OPEN:
                low = max(low, soon + DAY)
        return low, high


def articles() -> list[str]:
    """The articles and parts that rules are based on, in the documents' order."""
    found = {each for rule in RULES.values() for each in rule.basis.split()}
    return sorted(
        found, key=lambda each: (each[:1], int(each[1:] or 0) if each[1:].isdigit() else 0)
    )


def _month(name: str, value: str) -> int | None:
    if not value:
        return None
    found = _MONTH.fullmatch(value)
    if found is None or not 1900 <= int(found[1]) <= 2999 or not 1 <= int(found[2]) <= 12:
        refuse(name, value, "请写作 2024-03", "write 2024-03")
    return month_of(date(int(value[:4]), int(value[5:]), 1))
