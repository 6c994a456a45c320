"""What a story is told with: records added to the province's tables, one line a record.

A story has a court of its own choice, officers that nobody else has, and problems that the
background leaves alone at that court. So what is in the truth is all there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from graph.generate import words
from graph.generate.organisation import BASIC, HIGH, department_number
from graph.generate.plausible import civil, number
from graph.generate.province import Province
from graph.model import type_of

SERIAL = 9000
"""Where the serials of stories begin in their court, year and type: above the background's."""

REVIEW_TYPES = {"reconsideration": "reconsideration", "supervision": "supervision"}
ENDED = "withdrawn"

Keys = Iterable[str]


@dataclass
class Story:
    """One story or decoy with what a reader must find: the truth, in the story's own words.

    ``expected`` is written by the story from its own plan, never computed from the records.
    """

    kind: str
    decoy: bool
    court: str
    problem: str = ""
    officers: list[str] = field(default_factory=list)
    records: list[dict[str, str]] = field(default_factory=list)
    expected: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For the file."""
        return {
            "kind": self.kind, "decoy": self.decoy, "court": self.court, "problem": self.problem,
            "officers": self.officers, "records": self.records, **self.expected,
        }  # fmt: skip


class Teller:
    """Adds a story's records; each method returns the key of what it made."""

    def __init__(self, province: Province, rng: np.random.Generator) -> None:
        self.province = province
        self.rng = rng
        self.stories: list[Story] = []
        self.taken: set[tuple[str, str]] = set()
        self._serials: dict[tuple[str, ...], int] = {}
        self._rows: dict[str, list[Mapping[str, Any]]] = {}

    # what a story may choose from

    def basic_court(self) -> str:
        """Some basic court at work."""
        courts = self.province.courts
        those = np.flatnonzero(courts.active & (courts.level == BASIC))
        return str(courts.codes[int(self.rng.choice(those))])

    def above(self, court: str) -> str:
        """The superior court."""
        courts = self.province.courts
        return str(courts.codes[int(courts.above[courts.at[court]])])

    def high(self) -> str:
        """The high court."""
        courts = self.province.courts
        return str(courts.codes[int(np.flatnonzero(courts.level == HIGH)[0])])

    def reserve(self, court: str, *problems: str) -> None:
        """Keep the background and other stories away from these problems at the court."""
        self.taken |= {(court, each) for each in problems}
        self.province.reserve(court, problems)

    def free(self, court: str, choices: Iterable[str]) -> str:
        """One of these problems that no story has at the court yet; it is reserved."""
        left = [each for each in choices if (court, each) not in self.taken]
        chosen = str(self.rng.choice(left))
        self.reserve(court, chosen)
        return chosen

    def day(self, after_first: int) -> date:
        """The working day so many days after the province's first."""
        found = self.province.calendar.onward(np.array([self.province.first + after_first]))
        return civil(int(found[0]))

    def later(self, day: date, days: int) -> date:
        """The working day so many days later; never after the province's last day."""
        found = self.province.calendar.onward(np.array([number(day) + days]))
        made = civil(int(found[0]))
        if made > self.province.until:
            raise ValueError(f"a story runs out of time: {made}")
        return made

    def working(self, day: date, many: int) -> date:
        """So many working days later."""
        return civil(int(self.province.calendar.after(np.array([number(day)]), many)[0]))

    def head(self, court: str, function: str, day: date) -> str:
        """Who leads the department on the day."""
        staff, courts = self.province.staff, self.province.courts
        department = courts.department(np.array([courts.at[court]]), function)
        at = staff.holder(staff.head(department), np.array([number(day)]))
        return str(staff.numbers[int(at[0])])

    # records

    def officer(
        self,
        court: str,
        function: str = "enforcement",
        post: str = "执行法官",
        *,
        until: date | None = None,
        then: str = "",
    ) -> str:
        """An officer of the story's own; ``then``: the court of the post held from ``until`` on."""
        key = f"{court}-GS{self._next('officer', court):03d}"
        name, phone = words.people(self.rng, 1)[0], words.phones(self.rng, 1)[0]
        self._add("officer", number=key, name=name, phone=phone)
        post_ = {"officer": key, "post": post, "department": department_number(court, function)}
        begun = civil(self.province.first - 200)
        self._add("officer.serves", **post_, **{"from": begun, "to": until})
        if then and until:
            moved = {**post_, "department": department_number(then, function)}
            self._add("officer.serves", **moved, **{"from": civil(number(until) + 1)})
        return key

    def party(self, court: str, *, name: str = "") -> str:
        """A natural person."""
        key = f"DSR-{court}-GS{self._next('party', court):03d}"
        self._add(
            "party", number=key, name=name or words.people(self.rng, 1)[0], nature="person",
            phone=words.phones(self.rng, 1)[0], registered_by=court,
        )  # fmt: skip
        return key

    def case(
        self, court: str, filed: date, handler: str, concluded: date | None = None, party: str = ""
    ) -> str:
        """An enforcement case with its handler and an applicant."""
        key = self._case_number(court, filed, "enforcement")
        self._add(
            "case", number=key, type_code="enforcement", filed_on=filed, concluded_on=concluded,
            outcome="executed" if concluded else None, claim=1e3 * int(self.rng.integers(20, 900)),
            cause="民间借贷纠纷", enforced_by=court,
        )  # fmt: skip
        self._add("case.handlers", case=key, officer=handler, role="handler",
                  **{"from": filed, "to": concluded})  # fmt: skip
        self._add("party.cases", party=party or self.party(court), case=key, role="applicant")
        if concluded and (filed_on := self.working(concluded, 2)) <= self.province.until:
            self._add("integrity_report", number=f"{key}-LZ", filed_on=filed_on, observed=True,
                      by=handler, on=key)  # fmt: skip
        return key

    def act(self, case: str, day: date, officer: str, sort: str = "seizure") -> str:
        """An act in a case."""
        key = f"{case}-{self._next('act', case)}"
        self._add("act", number=key, sort_of_act=sort, done_on=day, case=case,
                  performed_by=officer, content="裁定冻结、查封被执行人名下财产")  # fmt: skip
        return key

    def review(
        self, court: str, kind: str, filed: date, outcome: str, ruled: date,
        effective: date | None, *, act: str = "", of: str = "", decider: str = "",
    ) -> str:  # fmt: skip
        """A review with its ruling, by the court's review department."""
        key = self._case_number(court, filed, REVIEW_TYPES.get(kind, "objection"))
        self._add("review", **{
            "number": key, "sort_of_review": kind, "filed_on": filed, "outcome": outcome,
            "ruled_on": ruled, "effective_on": effective, "challenges.act": act or None,
            "reviews": of or None, "decided_by": department_number(court, "review"),
            "deciders": decider or self.head(court, "review", ruled),
        })  # fmt: skip
        return key

    def finding(
        self, court: str, problem: str, status: str, day: date | None, *, to: date | None = None,
        officer: str = "", case: str = "", act: str = "", grave: bool = False, **found_by: str,
    ) -> str:  # fmt: skip
        """A finding; ``found_by``: slug of the source and its key."""
        year = (day or self.province.until).year
        key = f"FX-{court}-{year}-{SERIAL + self._next('finding', court, str(year))}"
        self._add("finding", **{
            "number": key, "status": status, "occurred_on": day, "occurred_to": to,
            "problem": problem, "at": court, "attributed_to.officer": officer or None,
            "attributed_to.court": None if officer else court, "in_case": case or None,
            "concerns.act": act or None, "conclusion": "审查认定", "grave": grave or None,
            **{f"found_by.{slug}": source for slug, source in found_by.items()},
        })  # fmt: skip
        return key

    def feedback(
        self, court: str, issued: date, received: date, covers: Keys, *, by: str = "",
        ruling: str = "", sort: str = "case", copy: str = "",
    ) -> str:  # fmt: skip
        """Feedback of a court's review department (``by``; else its own) to the implementing one;
        a ``copy`` to another department."""
        issuer = by or court
        key = (
            f"{issuer}-FK-{issued.year}-{SERIAL + self._next('feedback', issuer, str(issued.year))}"
        )
        self._add("feedback", **{
            "number": key, "sort_of_feedback": sort, "issued_on": issued, "received_on": received,
            "covers": ";".join(covers),
            "about_ruling": ruling or None, "content": "撤销、变更的原因和发现的问题",
            "issued_by.department": department_number(issuer, "review"),
            "addressed_to.department": ";".join(
                each for each in (department_number(court, "enforcement"), copy) if each
            ),
        })  # fmt: skip
        return key

    def rectification(
        self, court: str, source: str, fixes: Keys, opened: date, closed: date | None, *,
        state: str = "", signed: date | None = None, signer: str = "", responsible: str = "",
        answers: str = "feedback", by: str = "enforcement", reported: date | None = None,
    ) -> str:  # fmt: skip
        """The answer to a feedback, or to what else ``answers`` says, by the court's department
        with this function; closed, open, or reopened."""
        key = f"{source}-ZG{self._next('rectification', source)}"
        self._add("rectification", **{
            "number": key, "state": state or ("closed" if closed else "open"), "opened_on": opened,
            "due_on": civil(number(opened) + 30), "closed_on": closed, "fixes": ";".join(fixes),
            f"answers.{answers}": source, "measures": "逐案复核，完善节点管理",
            "evidence": "整改台账、复核记录" if closed else None, "reported_on": reported,
            "carried_out_by": department_number(court, by),
            "responsible": responsible or self.head(court, by, opened),
        })  # fmt: skip
        if signer and (signed or closed):
            self._add("rectification.signed_off_by", rectification=key, officer=signer,
                      on=signed or closed)  # fmt: skip
        return key

    def judges_meeting(self, court: str, day: date, feedback: str = "") -> str:
        """A judges' meeting of the court."""
        key = f"{court}-HY-{day.year}-{SERIAL + self._next('meeting', court, str(day.year))}"
        self._add("meeting", **{
            "number": key, "sort_of_meeting": "judges", "subject": "整改情况备案", "held_on": day,
            "agreed": True, "held_by": court, "considered.feedback": feedback or None,
            "minutes_on": min(self.working(day, 4), self.province.until),
        })  # fmt: skip
        return key

    def file_with(self, rectification: str, meeting: str, day: date) -> None:
        """File a rectification with a judges' meeting."""
        self._add("rectification.filed_with", rectification=rectification, meeting=meeting, on=day)

    def check(self, court: str, day: date, result: str, rectification: str, by: str = "") -> str:
        """A check by the superior court."""
        above = self.above(court)
        key = f"{above}-JC-{day.year}-{SERIAL + self._next('check', above, str(day.year))}"
        self._add("check", **{
            "number": key, "checked_on": day, "result": result,
            "checks.rectification": rectification,
            "made_by.department": department_number(above, "bureau"),
            "checked_by": by or self.head(above, "bureau", day),
        })  # fmt: skip
        return key

    def notice(self, court: str, day: date, finding: str) -> str:
        """A notice of the superior court to the court's bureau about a recurrence."""
        above = self.above(court)
        key = f"{above}-TB-{day.year}-{SERIAL + self._next('notice', above, str(day.year))}"
        self._add("notice", **{
            "number": key, "sort_of_notice": "notice", "issued_on": day,
            "issued_by.department": department_number(above, "bureau"),
            "addressed_to.department": department_number(court, "bureau"),
            "cites.finding": finding, "content": "已反馈问题再次出现，通报执行局局长",
        })  # fmt: skip
        return key

    def petition(
        self, court: str, day: date, case: str, officer: str, party: str, repeats: str = ""
    ) -> str:
        """A petition about a case, handled by the court's petition department."""
        key = f"{court}-XF-{day.year}-{self.serial('petition', court, str(day.year))}"
        self._add("petition", **{
            "number": key, "received_on": day, "channel": "visit", "content": "反映承办人拖延执行",
            "resolution": "open", "went_to_capital": False, "about_case.case": case,
            "handled_by": department_number(court, "petitions"), "officers": officer or None,
            "repeats": repeats or None, "filed_by": party,
        })  # fmt: skip
        return key

    def trip(self, court: str, officer: str, case: str, left: date) -> tuple[str, date]:
        """A trip of some days with the talk before it: its key, the day of the return."""
        key = f"{court}-WC-{left.year}-{self.serial('trip', court, str(left.year))}"
        back = self.later(left, 3)
        self._add(
            "trip", number=key, destination="江苏省徐州市", task="查询、冻结被执行人银行存款",
            left_on=left, returned_on=back, briefed_on=left,
            case_briefing="携带介绍信、执行公务证", conduct_briefing="不得与当事人同行、同吃、同住",
            made_by=officer, case=case, sent_by=department_number(court, "enforcement"),
            briefed_by=self.head(court, "enforcement", left),
        )  # fmt: skip
        return key, back

    def trip_report(
        self, trip: str, court: str, officer: str, day: date, *, untruthful: bool = False,
        supplements: str = "",
    ) -> str:  # fmt: skip
        """The report on a trip to the head of the department."""
        key = f"{trip}-BG{self._next('trip_report', trip)}"
        self._add(
            "trip_report", number=key, reported_on=day,
            truthfulness="untruthful" if untruthful else "truthful", case_execution="已完成冻结",
            leader_required=True, with_parties=False, gifts=False, clubs=False, kickbacks=False,
            official_cars=False, private_gain=False, misconduct=False, reports=trip,
            written_by=officer, supplements=supplements or None,
            received_by=self.head(court, "enforcement", day),
        )  # fmt: skip
        return key

    def add(self, table: str, /, **values: Any) -> None:
        """A row of any table, for what only one story needs."""
        self._add(table, **values)

    def told(self, table: str) -> Sequence[Mapping[str, Any]]:
        """The rows of a table as far as they are told and not written yet."""
        return tuple(self._rows.get(table, ()))

    def write(self) -> None:
        """Append everything to the province's tables."""
        for name, rows in self._rows.items():
            self.province.add(name, rows)
        self._rows.clear()

    def serial(self, *names: str) -> int:
        """The next number in a series of the story-teller's own."""
        return SERIAL + self._next(*names)

    def _case_number(self, court: str, filed: date, type_code: str) -> str:
        names = type_of("Case").fields["type_code"].choices
        serial = self.serial("number", court, str(filed.year), type_code)
        return f"（{filed.year}）{court}{names[type_code].zh}{serial}号"

    def _next(self, *names: str) -> int:
        self._serials[names] = self._serials.get(names, 0) + 1
        return self._serials[names]

    def _add(self, table: str, /, **values: Any) -> None:
        self._rows.setdefault(table, []).append(values)


def told(**keys: str) -> dict[str, str]:
    """A record of a story by type and key: ``told(finding="FX-…")``."""
    ((slug, key),) = keys.items()
    return {"type": slug, "key": key}
