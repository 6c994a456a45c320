"""What an administrator may enter of a year's holidays: dates of that year, each once, weekdays as
days off and weekends as worked, and only of years that the product's own calendar lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.duties.calendar import PUBLISHED, SATURDAY
from graph.text import Text

LATEST = 2100

_BETWEEN = re.compile(r"[\s,，;；、]+")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
_WEEKDAYS = (
    Text("星期一", "Monday"), Text("星期二", "Tuesday"), Text("星期三", "Wednesday"),
    Text("星期四", "Thursday"), Text("星期五", "Friday"), Text("星期六", "Saturday"),
    Text("星期日", "Sunday"),
)  # fmt: skip

LISTS = {
    "days_off": Text("放假日", "Days off"),
    "working_days": Text("调休上班日", "Weekends that are worked"),
}
"""The two lists of days by field."""


def checked(known: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Text]]:
    """The lists of days as they are stored (ISO dates in order, a space between two), and the
    sentences about what can't be, by field."""
    year, faults = _year(known.get("year"))
    values: dict[str, Any] = {}
    for name, label in LISTS.items():
        if not known.get(name):
            continue
        days, why = _read(str(known[name]), label)
        why = why or _wrong(days, year, name)
        if why:
            faults[name] = why
        else:
            values[name] = " ".join(each.isoformat() for each in sorted(days))
    return values, faults


def _year(said: Any) -> tuple[int | None, dict[str, Text]]:
    """The year, None where it is none; and why it can't be entered."""
    if said is None:
        return None, {}
    if not re.fullmatch(r"[0-9]{4}", str(said)) or int(said) > LATEST:
        return None, {"year": Text(
            f"“年份”不是年份：{said}。请写作 2027", f"“Year” is no year: {said}. Write 2027"
        )}  # fmt: skip
    year = int(said)
    if year < PUBLISHED.stop:
        return year, {"year": Text(
            f"{year}年不用填写：内置日历已含{PUBLISHED.start}至{PUBLISHED.stop - 1}年",
            f"{year} isn't needed: the product's calendar has {PUBLISHED.start} "
            f"to {PUBLISHED.stop - 1}",
        )}  # fmt: skip
    return year, {}


def _read(said: str, label: Text) -> tuple[list[date], Text | None]:
    """The dates of a list, or the sentence about the first that is none."""
    days = []
    for each in filter(None, _BETWEEN.split(said)):
        day = _date(each)
        if day is None:
            return [], Text(
                f"“{label.zh}”中的“{each}”不是日期：请写作 2027-01-01 或 20270101",
                f"“{each}” in “{label.en}” is no date: write 2027-01-01 or 20270101",
            )
        days.append(day)
    return days, None


def _date(said: str) -> date | None:
    found = _DATE.fullmatch(said)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _wrong(days: list[date], year: int | None, name: str) -> Text | None:
    """Why these days can't be listed: of another year, twice, or not of this list."""
    label = LISTS[name]
    for day, times in Counter(days).items():
        if year is not None and day.year != year:
            return Text(
                f"“{label.zh}”中的{day}不在{year}年", f"{day} in “{label.en}” isn't in {year}"
            )
        if times > 1:
            return Text(f"“{label.zh}”中的{day}写了两次", f"{day} is twice in “{label.en}”")
        weekend = day.weekday() >= SATURDAY
        on = _WEEKDAYS[day.weekday()]
        if weekend and name == "days_off":
            return Text(
                f"“{label.zh}”中的{day}是{on.zh}，本来就休息：请只填周一至周五中的放假日",
                f"{day} in “{label.en}” is a {on.en}, off anyway: enter weekdays only",
            )
        if not weekend and name == "working_days":
            return Text(
                f"“{label.zh}”中的{day}是{on.zh}，本来就上班：请只填周六、周日中的上班日",
                f"{day} in “{label.en}” is a {on.en}, worked anyway: "
                "enter Saturdays and Sundays only",
            )
    return None
