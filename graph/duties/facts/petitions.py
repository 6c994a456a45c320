"""Facts about petitions (A8–A10) that turn on which court stood above which: call-backs of the
court one level up, feedback to an intermediate court's area, and what the area does about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from graph.duties.calendar import quarter_end
from graph.duties.facts.rows import ask, latest, row
from graph.duties.facts.superiors import Courts, below
from graph.session import Reader, Row

UNDATED = (
    "化解日期未登记，自收到之日起算|the day of resolution isn't recorded: counted from receipt"
)


def petition_callback(
    tx: Reader, triggers: Sequence[Mapping[str, Any]], values: Mapping[str, Any]
) -> list[Row]:
    """The facts rows of rule ``petition-callback``: one duty for each state that was reached."""
    found = ask(tx, "petition-callback", triggers, values)
    courts = Courts.read(tx, (each["handled"] for each in found))
    return [made for each in found for made in _callbacks(each, courts)]


def _callbacks(found: Row, courts: Courts) -> Iterator[Row]:
    reached = [("staged", found["staged_on"]), ("final", found["final_on"])]
    dated = [(state, day) for state, day in reached if day is not None]
    if not any(state == found["resolution"] for state, _day in dated):
        dated.append((found["resolution"], None))
    for state, day in dated:
        yield _callback(found, courts, state, day)


def _callback(found: Row, courts: Courts, state: str, day: date | None) -> Row:
    """The call-back about one state: made since it was reached; a text message counts once it is
    answered, or known to stay without an answer."""
    since = day or found["received_on"]
    if since is None:
        return row(found, None, owed_by=())
    above = courts.one_up(found["handled"], since)
    if above is None:
        return row(
            found, since, part=state, owed_by=[courts.end(found["handled"])],
            void=courts.why_none([found["handled"]]),
        )  # fmt: skip
    flags = [UNDATED] if day is None else []
    made = None
    for each in found["callbacks"]:
        if each["court"] != above:
            flags.append(
                f"{each['number']}由{each['name']}作出，不是上一级法院的回访|{each['number']} was "
                f"made by {each['name']}, not by the court one level up"
            )
        elif each["on"] < since:
            flags.append(
                f"{each['number']}早于化解之日|{each['number']} is dated before the resolution"
            )
        elif each["waiting"]:
            flags.append(f"{each['number']}尚待答复|{each['number']} still waits for an answer")
        else:
            made = made or each
    if made:
        flags = [UNDATED] if day is None else []
    return row(
        found, since, part=state, owed_by=[courts.end(above)],
        done_on=made["on"] if made else None, by=[made] if made else [], flags=flags,
    )  # fmt: skip


def next_quarter_rectification(
    tx: Reader, triggers: Sequence[Mapping[str, Any]], values: Mapping[str, Any]
) -> list[Row]:
    """The facts rows of rule ``next-quarter-rectification``: one duty for each area addressed."""
    found = ask(tx, "next-quarter-rectification", triggers, values)
    courts = Courts.read(tx, (uid for each in found for uid in _courts_of(each)))
    return [made for each in found for made in _rectified(each, courts, values)]


def _courts_of(found: Row) -> list[str]:
    more = [each["court"] for each in (*found["findings"], *found["items"])]
    return [*found["courts"], *more]


def _rectified(found: Row, courts: Courts, values: Mapping[str, Any]) -> Iterator[Row]:
    since = found["issued_on"]
    if since is None:
        return
    base = None if values["after_issue"] else _quarter_before(since)
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
            f"{each['number']}未销号|{each['number']} is not closed" for each in items
            if each["closed_on"] is None
        ] + [
            f"{each['number']}未报省法院|{each['number']} was not reported to the high court"
            for each in items if each["reported_on"] is None
        ] + [f"问题{number}没有整改|finding {number} has no rectification" for number in left]  # fmt: skip
        done = latest(day for each in items for day in (each["closed_on"], each["reported_on"]))
        settled = bool(items) and not flags
        yield row(
            found, since, part=area, base=base, owed_by=[courts.end(area)],
            done_on=done if settled else None, by=items, flags=flags if items else [],
        )  # fmt: skip


def _quarter_before(day: date) -> date:
    """The last day of the quarter before the one that the day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)


def quarterly_petition_feedback(
    tx: Reader, triggers: Sequence[Mapping[str, Any]], values: Mapping[str, Any]
) -> list[Row]:
    """The facts rows of rule ``quarterly-petition-feedback``: one duty for each area that the high
    court had at the quarter's end."""
    found = ask(tx, "quarterly-petition-feedback", triggers, values)
    under = below(tx, (each["trigger"] for each in found))
    more = {uid for each in found for one in _told(each) for uid in one["courts"]}
    courts = Courts.read(tx, {*more, *(uid for each in under.values() for uid in each)})
    return [
        _fed_back(each, courts, area)
        for each in found
        for area in areas_of(courts, each["trigger"], under.get(each["trigger"], []), each["last"])
    ]


def areas_of(courts: Courts, top: str, below_it: Sequence[str], day: date) -> list[str]:
    """The intermediate courts that stood under a high court on a day, and existed then."""
    return [
        uid
        for uid in below_it
        if courts.level(uid) == "intermediate"
        and courts.one_up(uid, day) == top
        and courts.there(uid, day)
    ]


def _told(found: Row) -> list[Row]:
    return sorted(
        (*found["feedback"], *found["meetings"]), key=lambda each: (each["on"], each["uid"])
    )


def _fed_back(found: Row, courts: Courts, area: str) -> Row:
    """What told an area of the quarter: what was issued in the next one, and later feedback that
    covers what the quarter brought to light."""
    since = found["last"] + timedelta(days=1)
    next_end = quarter_end(since)
    told = next(
        (
            each
            for each in _told(found)
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
