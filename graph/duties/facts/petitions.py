"""Facts about petitions (A8–A10) that turn on which court stood above which: call-backs of the
court one level up, investigations, verifications, and the follow-up of what isn't final."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.duties.facts.rows import Asked, latest, row
from graph.duties.facts.superiors import Courts, Departments, departments, of
from graph.session import Row

UNDATED = (
    "化解日期未登记，自收到之日起算|the day of resolution isn't recorded: counted from receipt"
)
BACKWARDS = (
    "化解状态未按次序转化，后退的一步不作为跟进|the petition went back in the order of the states "
    "of resolution, which is no follow-up"
)


def petition_callback(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``petition-callback``: one duty for each state that was reached."""
    return [made for each in found for made in _callbacks(each, asked.courts)]


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


def correction_order(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``correction-order``: owed by the court that handled the petition, or
    the one above it."""
    superior = asked.values["owner"] == "superior"
    return [_ordered(each, asked.courts, superior=superior) for each in found]


def _ordered(found: Row, courts: Courts, *, superior: bool) -> Row:
    since, handled = found["since"], found["handled"]
    owing = courts.one_up(handled, since) if superior else handled
    if owing is None:
        return row(
            found, since, owed_by=[courts.end(handled)], void=courts.why_none([handled])
        )  # fmt: skip
    own = [each for each in found["orders"] if owing in each["courts"]]
    good = [each for each in own if each["on"] >= since]
    corrected = next((each for each in good if each["corrected_on"]), None)
    zh, en = (
        ("办理信访的法院的上一级法院", "the court one level up from the one that handled")
        if superior
        else ("办理信访的法院", "the court that handled")
    )
    flags = [
        f"{each['number']}由{each['by']}责令，不是{zh}|{each['number']} was issued by "
        f"{each['by']}, not by {en} the petition"
        for each in found["orders"]
        if owing not in each["courts"]
    ] + [
        f"{each['number']}早于问题查实之日|{each['number']} is dated before the finding was "
        "established"
        for each in own
        if each["on"] < since
    ]
    return row(
        found, since, set_on=good[0]["due_on"] if good else None, owed_by=[courts.end(owing)],
        done_on=corrected["corrected_on"] if corrected else None,
        by=[corrected] if corrected else good, flags=[] if corrected else flags,
    )  # fmt: skip


def dual_investigation(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``dual-investigation``: owed by the enforcement body and the
    supervision office of the court above the one that handled the petition."""
    courts = asked.courts
    above = [courts.one_up(each["handled"], each["since"]) for each in found]
    there = departments(
        asked.tx, ((uid, each["since"]) for uid, each in zip(above, found, strict=True) if uid)
    )
    owner = str(asked.values["owner"])
    return [
        _investigated(each, courts, uid, there, owner)
        for each, uid in zip(found, above, strict=True)
    ]


def _investigated(
    found: Row, courts: Courts, above: str | None, there: Departments, owner: str
) -> Row:
    since = found["since"]
    if above is None:
        handled = found["handled"]
        return row(
            found, since, owed_by=[courts.end(handled)], void=courts.why_none([handled])
        )  # fmt: skip
    owing = []
    if owner in ("both", "enforcement"):
        owing += of(there, above, since, "bureau") or of(there, above, since, "enforcement")
    if owner in ("both", "supervision"):
        owing += of(there, above, since, "supervision_office")
    own = [each for each in found["investigations"] if each["court"] == above]
    opened = next((each for each in own if each["on"] >= since), None)
    flags = [
        f"{each['number']}由{each['by']}启动，不是上级法院|{each['number']} was opened by "
        f"{each['by']}, not by the superior court"
        for each in found["investigations"]
        if each["court"] != above and opened is None
    ] + [
        f"{each['number']}早于问题查实之日|{each['number']} is dated before the finding was "
        "established"
        for each in own
        if each["on"] < since and opened is None
    ]
    if opened and opened["concluded"] and not opened["both"]:
        flags.append("尚缺案件或人员的核查结论|a conclusion on the case or its officers is missing")
    return row(
        found, since, owed_by=owing or [courts.end(above)],
        done_on=opened["on"] if opened else None, by=[opened] if opened else [], flags=flags,
    )  # fmt: skip


def verification(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``verification``: one duty for each time that a petition was sent up,
    owed by the department it went to, else the petition department of the court one level up."""
    courts = asked.courts
    sent = [(each, day) for each in found for day in _sent_up(each)]
    above = [courts.one_up(each["handled"], day) for each, day in sent]
    there = departments(
        asked.tx, ((uid, day) for uid, (_e, day) in zip(above, sent, strict=True) if uid)
    )
    return [
        _verified(each, courts, day, uid, there)
        for (each, day), uid in zip(sent, above, strict=True)
    ]


def _sent_up(found: Row) -> list[date]:
    """The days on which it was sent up: the last as the petition says, earlier ones as the
    verifications do."""
    days = {found["sent_up_on"], *(each["sent_up_on"] for each in found["verifications"])}
    return sorted(day for day in days if day is not None)


def _verified(
    found: Row, courts: Courts, since: date, above: str | None, there: Departments
) -> Row:
    part, to = since.isoformat(), found["sent_up_to"]
    if to is None and above is None:
        handled = found["handled"]
        return row(
            found, since, part=part, owed_by=[courts.end(handled)], void=courts.why_none([handled])
        )
    court = to["court"] if to else above
    owing = [{"uid": to["uid"], "id": to["id"]}] if to else of(there, above, since, "petitions")
    later = min((day for day in _sent_up(found) if day > since), default=date.max)
    flags, made = [], None
    for each in found["verifications"]:
        of_it = each["sent_up_on"] == since if each["sent_up_on"] else each["on"] < later
        if each["on"] < since or not of_it:
            continue
        if each["court"] != court:
            flags.append(
                f"{each['number']}由{each['by']}作出，不是核销部门|{each['number']} was made by "
                f"{each['by']}, not by the verifying department"
            )
        elif each["lacking"]:
            flags.append(
                f"{each['number']}退回未载明原因、指导意见或与承办人联系的日期|{each['number']} "
                "returns the petition without reasons, guidance or the day of contact with its "
                "handler"
            )
        else:
            made = made or each
    return row(
        found, since, part=part, owed_by=owing or [courts.end(str(court))],
        done_on=made["on"] if made else None, by=[made] if made else [],
        flags=[] if made else flags,
    )  # fmt: skip


def resolution_conversion(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``resolution-conversion``: while a petition stands in the ledger, its
    intermediate court owes the next follow-up; discharged by final resolution. A step from one
    state to the next is one too; a step back, by the chosen order (◇), isn't."""
    then = {"procedural": "staged_on", "staged": "procedural_on"}.get(asked.values["order"])
    return [
        _followed(each, asked.courts, then)
        for each in found
        if each["resolution"] in ("procedural", "staged", "final")
    ]


def _followed(found: Row, courts: Courts, then: str | None) -> Row:
    """The follow-up of one petition; ``then``: which day has to be the later one, if any."""
    entered = [day for day in (found["procedural_on"], found["staged_on"]) if day is not None]
    since = min(entered, default=found["received_on"])
    back = then is not None and len(entered) == 2 and found[then] < max(entered)
    counted = [since] if back else entered
    concerned = [found["handled"], *sorted(found["cases"])]
    area = next((a for uid in concerned if since and (a := courts.area(uid, since))), None)
    if since is None or area is None:
        return row(found, None, owed_by=())
    ended = found["final_on"] if found["resolution"] == "final" else None
    steps = [
        each
        for each in found["followed"]
        if each["court"] == area and each["on"] >= since and (ended is None or each["on"] <= ended)
    ]
    if found["resolution"] == "final" and ended is None:
        ended = latest((*counted, *(each["on"] for each in steps)))
    itself = {"uid": found["trigger"], "id": found["id"]}
    return row(
        found, since, base=latest((*counted, *(each["on"] for each in steps))) or since,
        owed_by=[courts.end(area)], done_on=ended, by=[*steps, itself] if ended else steps,
        flags=[BACKWARDS] if back else [] if entered else [UNDATED],
    )  # fmt: skip
