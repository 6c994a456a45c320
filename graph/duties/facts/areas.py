"""Facts of what a high court owes to the area of each of its intermediate courts, and what an area
owes in return (A10): feedback by quarter, rectification, focus of the year, roving supervision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from graph.duties.calendar import quarter_end
from graph.duties.facts.rows import Asked, latest, row
from graph.duties.facts.superiors import Courts, End, departments, of
from graph.session import Row


def next_quarter_rectification(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``next-quarter-rectification``: one duty for each area addressed."""
    return [made for each in found for made in _rectified(each, asked.courts, asked.values)]


def _rectified(found: Row, courts: Courts, values: Mapping[str, Any]) -> Iterator[Row]:
    since = found["issued_on"]
    if since is None:
        return
    base = None if values["after_issue"] == "issue" else _quarter_before(since)
    areas = {courts.area(uid, since) for uid in found["courts"]}
    for area in sorted(each for each in areas if each):
        items = [each for each in found["items"] if courts.area(each["court"], since) == area]
        fixed = {uid for each in items for uid in each["fixes"]}
        left = [
            each["number"]
            for each in found["findings"]
            if courts.area(each["court"], since) == area and each["uid"] not in fixed
        ]
        flags = [
            *(f"{number}未销号|{number} is not closed" for number in _without(items, "closed_on")),
            *(f"{number}未报省法院|{number} was not reported to the high court"
              for number in _without(items, "reported_on")),
            *(f"问题{number}没有整改|finding {number} has no rectification" for number in left),
        ]  # fmt: skip
        done = latest(day for each in items for day in (each["closed_on"], each["reported_on"]))
        settled = bool(items) and not flags
        yield row(
            found, since, part=area, base=base, owed_by=[courts.end(area)],
            done_on=done if settled else None, by=items, flags=flags if items else [],
        )  # fmt: skip


def _without(items: Sequence[Row], name: str) -> list[str]:
    """The numbers of those that lack this day."""
    return [each["number"] for each in items if each[name] is None]


def _quarter_before(day: date) -> date:
    """The last day of the quarter before the one that the day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)


def quarterly_petition_feedback(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``quarterly-petition-feedback``: one duty for each area that the high
    court had at the quarter's end."""
    courts = asked.courts
    return [
        _fed_back(each, courts, area)
        for each in found
        for area in areas_of(courts, each["trigger"], each["last"])
    ]


def areas_of(courts: Courts, top: str, day: date) -> list[str]:
    """The intermediate courts that stood under a high court on a day, and existed then."""
    return [
        uid
        for uid in courts.below(top)
        if courts.level(uid) == "intermediate"
        and courts.one_up(uid, day) == top
        and courts.there(uid, day)
    ]


def _fed_back(found: Row, courts: Courts, area: str) -> Row:
    """What told an area of the quarter: what was issued in the next one, and later feedback that
    covers what the quarter brought to light."""
    since = found["last"] + timedelta(days=1)
    next_end = quarter_end(since)
    told = next(
        (
            each
            for each in sorted(found["told"], key=lambda one: (one["on"], one["uid"]))
            if (each["on"] <= next_end or each["of_quarter"])
            and any(courts.area(uid, each["on"]) == area for uid in each["courts"])
        ),
        None,
    )
    owed_by = found["departments"] or [{"uid": found["trigger"], "id": found["id"]}]
    return row(
        found, since, part=area, owed_by=owed_by,
        done_on=told["on"] if told else None, by=[told] if told else [],
    )  # fmt: skip


def roving_supervision(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``roving-supervision``: one duty for each area. Where nobody came in
    the year, the first visit after it closes the gap, late."""
    courts, owing = asked.courts, _owing(asked, [(each, each["first"]) for each in found])
    return [
        _visited(each, courts, area, by)
        for each, by in zip(found, owing, strict=True)
        for area in areas_of(courts, each["trigger"], each["last"])
    ]


def _visited(found: Row, courts: Courts, area: str, owing: Sequence[End]) -> Row:
    visit = next(
        (each for each in found["visits"] if courts.area(each["court"], each["on"]) == area), None
    )
    return row(
        found, found["first"], part=area, base=found["last"], owed_by=owing,
        done_on=visit["on"] if visit else None, by=[visit] if visit else [],
    )  # fmt: skip


def annual_focus(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``annual-focus``: one duty for each area with problems that came back
    in so many of the year's quarters; discharged when the focus has named all of them."""
    courts, owing = asked.courts, _owing(asked, [(each, _after(each)) for each in found])
    return [
        _focus(each, area, again, _to_area(each, courts, area, "annual_focus"), by)
        for each, by in zip(found, owing, strict=True)
        for area in areas_of(courts, each["trigger"], each["last"])
        if (again := _came_back(each, courts, area, int(asked.values["times"])))
    ]


def _came_back(found: Row, courts: Courts, area: str, times: int) -> set[str]:
    """Codes of the problems that were fed back to an area in so many quarters."""
    quarters: dict[str, set[date]] = {}
    for each in _to_area(found, courts, area, "petition_quarterly"):
        for code in each["problems"]:
            quarters.setdefault(code, set()).add(quarter_end(each["on"]))
    return {code for code, ends in quarters.items() if len(ends) >= times}


def _to_area(found: Row, courts: Courts, area: str, sort: str) -> list[Row]:
    return [
        each
        for each in found["feedback"]
        if each["sort"] == sort
        and any(courts.area(uid, each["on"]) == area for uid in each["courts"])
    ]


def _focus(
    found: Row, area: str, again: set[str], issued: Sequence[Row], owing: Sequence[End]
) -> Row:
    left, given, done = set(again), [], None
    for each in issued:
        given.append(each)
        left -= set(each["problems"]) or left  # one that lists no findings names them in its text
        if not left:
            done = each["on"]
            break
    flags = [
        f"反复出现的问题{code}未列为整改重点|recurring problem {code} isn't in the focus"
        for code in sorted(left)
        if given
    ]
    return row(
        found, _after(found), part=area, base=found["last"], owed_by=owing, done_on=done,
        by=given, flags=flags,
    )  # fmt: skip


def _after(found: Row) -> date:
    """The day after a period."""
    day: date = found["last"]
    return day + timedelta(days=1)


_FUNCTIONS = {"bureau": ("bureau", "enforcement"), "petitions": ("petitions",)}
"""By who is chosen to owe it, the functions of departments, the first that there is."""


def _owing(asked: Asked, rows: Sequence[tuple[Row, date]]) -> list[list[End]]:
    """Who of each high court owes it on a day: the department chosen, else the court."""
    functions = _FUNCTIONS.get(str(asked.values["owner"]), ())
    there = departments(
        asked.tx, ((each["trigger"], day) for each, day in rows if functions)
    )  # fmt: skip
    return [
        next(
            (owing for name in functions if (owing := of(there, each["trigger"], day, name))),
            [{"uid": each["trigger"], "id": each["id"]}],
        )
        for each, day in rows
    ]
