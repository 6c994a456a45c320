"""Facts of disputes between courts and of consultations (A11, A12): whose they are to settle.

The common superior court is the lowest one that stood above all the disputing courts on the day,
whatever their levels: of two basic courts of one area the intermediate one, of a basic court and
the intermediate one above it the high court.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.duties.facts.rows import Asked, row
from graph.duties.facts.superiors import Courts, End
from graph.session import Row

PLANS = ("minutes", "letter", "decision")
"""The forms of a plan that settles a dispute: 纪要, 函文, 协调决定."""


def dispute_settlement(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``dispute-settlement`` for these disputes."""
    return [_settlement(each, asked.courts) for each in found]


def dispute_negotiation(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``dispute-negotiation``: not owed where a court above found it."""
    courts = asked.courts
    return [_negotiation(each, courts) for each in found if not _from_above(each, courts)]


def _from_above(found: Row, courts: Courts) -> bool:
    """Whether a court above the disputing ones raised it."""
    day = found["reported_on"] or found["arose_on"]
    return day is not None and any(
        found["raised_by"] in courts.above(each["uid"], day) for each in found["between"]
    )


def _between(found: Row, courts: Courts) -> list[End]:
    """The disputing courts, the one that raised the dispute among them."""
    named = {each["uid"] for each in found["between"]}
    if not _from_above(found, courts):
        named.add(found["raised_by"])
    return [courts.end(uid) for uid in sorted(named)]


def _settlement(found: Row, courts: Courts) -> Row:
    since = found["reported_on"]
    if since is None and (_from_above(found, courts) or found["coordinated_by"]):
        since = found["arose_on"]  # found by the court above, or taken up by it
    if since is None:
        return row(found, None, owed_by=())
    parties = _between(found, courts)
    between = [each["uid"] for each in parties]
    common = courts.common(between, since)
    if common is None:
        why = courts.why_none(between)
        return row(found, since, owed_by=parties, void=why)
    plans = [each for each in found["plans"] if each["form"] in PLANS]
    counted = [each for each in plans if each["on"] >= since]
    by, coordinator = [], found["coordinated_by"]
    flags = [
        f"{each['number']}早于报请之日|{each['number']} is dated before the dispute was reported"
        for each in plans
        if each["on"] < since
    ]
    if coordinator and coordinator not in (common, *courts.above(common, since)):
        name = courts.name(coordinator)
        flags = [f"{name}不是争议各方的共同上级法院|{name} is not the common superior court"]
    else:
        by = counted
    if not by and found["settled_on"]:
        flags.append(
            "已登记解决，尚无纪要、函文或协调决定|settled as recorded, but there are no minutes, "
            "letter or decision"
        )
    done = max(by[0]["on"], found["settled_on"] or date.min) if by else None
    return row(
        found, since, owed_by=[courts.end(common)], done_on=done, by=by[:1] if done else [],
        flags=[] if done else flags,
    )  # fmt: skip


def _negotiation(found: Row, courts: Courts) -> Row:
    since, reported = found["arose_on"], found["reported_on"]
    minutes = [each for each in found["plans"] if each["form"] == "minutes"]
    early = [each for each in minutes if since and each["on"] < since]
    agreed = next((each for each in minutes if since and each["on"] >= since), None)
    days = [day for day in (reported, agreed and agreed["on"]) if day is not None]
    done = min(days) if days else None
    itself = {"uid": found["trigger"], "id": found["id"]}
    by = [agreed if agreed and done == agreed["on"] else itself] if done else []
    flags = [f"{each['number']}早于争议发生|{each['number']} is dated before the dispute arose"
             for each in early]  # fmt: skip
    if done is None and found["settled_on"]:
        flags.append(
            "已登记协商一致，尚无协商纪要|agreed as recorded, but there are no minutes of it"
        )
    return row(
        found, since, owed_by=_between(found, courts), done_on=done, by=by,
        flags=[] if done else flags,
    )  # fmt: skip


def consultation_attendance(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``consultation-attendance``: the intermediate court above the basic
    court that applied, on the day of the application."""
    return [_attended(each, asked.courts) for each in found]


def _attended(found: Row, courts: Courts) -> Row:
    since, held = found["applied_on"] or found["held_on"], found["held_on"]
    above = courts.one_up(found["applicant"], since)
    if above is None:
        applicant = found["applicant"]
        return row(
            found, since, base=held, owed_by=[courts.end(applicant)],
            void=courts.why_none([applicant]),
        )  # fmt: skip
    came = above in found["attended"]
    flags = []
    if came and not found["recorded"]:
        flags = ["已派员参加，会商记录没有意见|it attended, and the record holds no opinion"]
    itself = {"uid": found["trigger"], "id": found["id"]}
    done = held if came and found["recorded"] else None
    return row(
        found, since, base=held, owed_by=[courts.end(above)], done_on=done,
        by=[itself] if came else [], flags=flags,
    )  # fmt: skip
