"""Facts of case feedback (A6): who owes it for a ruling since when, and whether it was given.

Feedback counts where the debtor, or its court, gave it to the implementing body: on the ruling, or
since it was made on what it and the rulings around it found. A quarter's collected feedback is not
feedback on the case. Where the act was restored, the objection body has to get a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.duties.facts.rows import Asked
from graph.duties.facts.superiors import Courts
from graph.duties.who_owes import IDLE, RECONSIDERATION, SUPERVISION, Open, Owed, Ruling
from graph.duties.who_owes import who_owes_feedback as who_owes
from graph.session import Row

TIME_TO_ASK: Mapping[str, int] = {
    RECONSIDERATION: 0, SUPERVISION: 0, "arbitration": 0,
    "objection": 10, "joinder": 10, "third_party": 15,
}  # fmt: skip
"""Days after a ruling in which it may still be taken further, by its kind: reconsideration within
10 days (民事诉讼法 on objections to acts), a suit within 15 (on objections of third parties); the
others are final. Used only where no day of effect is recorded."""


def case_feedback(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``case-feedback`` for these reviews."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(row["trigger"], []).append(row)
    return [row for trigger, rows in groups.items() for row in _owed(Family(trigger, rows), asked)]


@dataclass(frozen=True)
class Family:
    """A ruling with those around it: what it reviews, what reviews either."""

    trigger: str
    rows: Sequence[Row]

    @property
    def ruling(self) -> Row:
        """The ruling itself, as the question gives it."""
        return self.of(self.trigger)

    def of(self, uid: str) -> Row:
        """One of the rulings."""
        return next(row["ruling"] for row in self.rows if row["ruling"]["uid"] == uid)

    def rulings(self) -> list[Ruling]:
        """As the rule of who owes takes them, each with its day of effect."""
        return [self._ruling(row["ruling"]) for row in self.rows]

    def derived(self, day: date) -> bool:
        """Whether this day of effect isn't recorded, and follows from the kind of ruling."""
        said = {row["ruling"]["effective_on"] for row in self.rows}
        return day not in said and day in {each.effective_on for each in self.rulings()}

    def feedback(self) -> list[Row]:
        """All feedback on these rulings and what they found, each once; ``about``: on the ruling
        itself."""
        found: dict[str, Row] = {}
        for row in self.rows:
            for each in row["feedback"]:
                about = each["about"] and row["ruling"]["uid"] == self.trigger
                known = found.setdefault(each["uid"], {**each, "about": about})
                known["about"] = known["about"] or about
        return sorted(found.values(), key=lambda each: (each["on"] or date.max, each["number"]))

    def implementers(self) -> set[str]:
        """The courts that enforce the cases under review; none where no case is recorded."""
        return {uid for row in self.rows for uid in row["implementers"]}

    def _ruling(self, row: Row) -> Ruling:
        upon = [r["ruling"] for r in self.rows if r["ruling"]["reviews"] == row["uid"]]
        again = [each for each in upon if each["kind"] == RECONSIDERATION]
        return Ruling(
            uid=row["uid"], kind=row["kind"], outcome=row["outcome"],
            department=row["department"]["uid"], ruled_on=row["ruled_on"],
            effective_on=row["effective_on"] or in_effect(row, again), reviews=row["reviews"],
            found=any(each["findings"] for each in (row, *again)),
            sanctioned_by=row["sanctioned_by"] or "",
        )  # fmt: skip


def in_effect(ruling: Mapping[str, Any], again: Iterable[Mapping[str, Any]]) -> date | None:
    """The day on which a ruling took effect by its kind, none being recorded: when nobody can ask
    for more. A reconsideration that was withdrawn or not admitted ends it, if that was later."""
    ruled = ruling["ruled_on"]
    if ruled is None or ruling["outcome"] is None:
        return None
    days = [ruled + timedelta(days=TIME_TO_ASK[ruling["kind"]])]
    days += [
        ended
        for each in again
        if each["outcome"] in IDLE and (ended := each["effective_on"] or each["ruled_on"])
    ]
    latest: date = max(days)
    return latest


def _owed(family: Family, asked: Asked) -> Iterator[Row]:
    today = asked.values["today"]
    for owed in who_owes(family.rulings(), today, Open.of(asked.values)):
        if owed.ruling == family.trigger:
            yield _row(family, owed, asked.courts, today)


def _row(family: Family, owed: Owed, courts: Courts, today: date) -> Row:
    ruling = family.ruling
    own = owed.department == ruling["department"]["uid"]
    issuers = {owed.department, ruling["court"]} if own else _of_court(family, owed.department)
    counted: list[Row] = []
    flags: list[str] = []
    for each in family.feedback():
        why = _why_not(family, each, issuers)
        if why is None:
            counted.append(each)
        elif why:
            flags.append(why)
    done, by = _reached(family, owed, counted)
    if done is not None and done <= today:
        flags.clear()
    elif done is None and counted:
        flags.append("反馈尚未送达应送各方|the feedback hasn't reached all whom it is owed to")
    flags += _void_findings(family, owed)
    if family.derived(owed.since):
        flags.append(
            f"生效日期未登记，按裁定种类推定为{owed.since}|the day of effect isn't recorded: "
            f"by the kind of ruling it is {owed.since}"
        )
    return {
        "trigger": family.trigger, "period": None, "id": family.rows[0]["id"],
        "part": family.trigger if owed.part else "", "since": owed.since, "base": None,
        "set_on": None,
        "owed_by": [ruling["department"] if own else courts.end(owed.department)],
        "owed_at": None, "done_on": done,
        "by": [{"uid": each["uid"], "id": each["id"]} for each in by], "void": None,
        "flags": flags,
    }  # fmt: skip


def _of_court(family: Family, court: str) -> set[str | None]:
    """The court and those of its departments that issued feedback."""
    units = [unit for each in family.feedback() for unit in each["by"]]
    return {court, *(unit["uid"] for unit in units if unit["court"] == court)}


def _why_not(family: Family, each: Row, issuers: set[str | None]) -> str | None:
    """Why a feedback doesn't count: None where it does, "" where that needs no saying."""
    number, ruled = each["number"], family.ruling["ruled_on"]
    if each["sort"] != "case":
        return f"{number}是集中反馈，不是个案反馈|{number} is collected feedback, not on the case"
    if not issuers & {unit["uid"] for unit in each["by"]}:
        names = "、".join(unit["name"] for unit in each["by"])
        other = not each["about"] and _owes_itself(family, each)
        said = f"{number}由{names}签发，不是应反馈的单位|{number} was issued by {names}"
        return "" if other else f"{said}, which doesn't owe it"
    if each["on"] is None:
        return f"{number}没有签发日期|{number} has no date"
    if ruled is not None and each["on"] < ruled:
        return f"{number}签发于裁定之前|{number} was issued before the ruling"
    return None


def _owes_itself(family: Family, each: Row) -> bool:
    """Whether the feedback is that of another of these rulings, by its own body."""
    bodies = {row["ruling"]["department"]["uid"] for row in family.rows}
    bodies |= {row["ruling"]["court"] for row in family.rows}
    return bool(bodies & {unit["uid"] for unit in each["by"]})


def _reached(
    family: Family, owed: Owed, counted: Sequence[Row]
) -> tuple[date | None, list[Row]]:  # fmt: skip
    """The day on which feedback had reached all whom it is owed to, and the feedback up to then:
    the implementing body, and the objection body where the act was restored."""
    told, copied = False, not owed.copy_to
    for place, each in enumerate(counted):
        told = told or _to_implementers(each, family.implementers())
        copied = copied or _to_body(each, family.of(owed.voided))
        if told and copied:
            return each["on"], list(counted[: place + 1])
    return None, list(counted)


def _to_implementers(each: Row, courts: set[str]) -> bool:
    """Whether it went to one of these courts, its departments or officers, or names nobody."""
    to = {unit["court"] for unit in each["to"]}
    return not to or not courts or None in to or bool(to & courts)


def _to_body(each: Row, objection: Row) -> bool:
    """Whether it went to the body that ruled on the objection, or to its court as such."""
    return bool(
        {objection["department"]["uid"], objection["court"]} & {unit["uid"] for unit in each["to"]}
    )


def _void_findings(family: Family, owed: Owed) -> Iterator[str]:
    """Findings that rest on a reversed ruling alone and still stand."""
    if owed.voided:
        for finding in family.of(owed.voided)["findings"]:
            if finding["alone"]:
                number = finding["number"]
                yield (
                    f"原行为已恢复，问题{number}应随之失效|the act was restored: finding {number} "
                    "is to become void"
                )
