"""Rulings that leave case feedback owed, one for every row of "Who owes case feedback" (A6).

Each row is told twice: once nobody fed back, once it was done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from graph.generate.organisation import department_number
from graph.generate.stories.teller import Story, Teller, told

PROBLEMS = (
    "S02", "S03", "S04", "S05", "S06", "S07", "S09", "S11", "S12", "E01", "E02", "E03", "E04",
    "E05", "E06", "E07", "E08", "E09", "R01", "R02", "R03",
)  # fmt: skip


@dataclass
class Rulings:
    """One act and the rulings about it, in order; what is owed for them is written down."""

    teller: Teller
    story: Story
    act: str
    case: str
    act_on: date
    officer: str
    owed: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[str, str, date, str]] = field(default_factory=list)
    """Of what is owed: owing court, the ruling, day of effect, the finding."""

    @property
    def above(self) -> str:
        return self.teller.above(self.story.court)

    def objection(self, outcome: str, after: int, effective_after: int | None) -> tuple[str, date]:
        """An objection at the act's court: its number, its day of ruling."""
        return self._review(self.story.court, "objection", outcome, after, effective_after,
                            act=self.act)  # fmt: skip

    def reconsideration(
        self, outcome: str, after: int, of: str = "", effective_after: int = 3
    ) -> tuple[str, date]:
        """A reconsideration by the court above: of a ruling, or of the sanction itself."""
        return self._review(self.above, "reconsideration", outcome, after, effective_after,
                            of=of, act="" if of else self.act)  # fmt: skip

    def supervision(self, outcome: str, after: int, of: str) -> tuple[str, date]:
        """Supervision by the court above of a ruling in effect."""
        return self._review(self.above, "supervision", outcome, after, 3, of=of)

    def found(self, review: str, status: str = "established") -> str:
        """What the ruling found."""
        key = self.teller.finding(
            self.story.court, self.story.problem, status, self.act_on, officer=self.officer,
            case=self.case, act=self.act, review=review,
        )  # fmt: skip
        self.story.records.append(told(finding=key))
        return key

    def owes(self, court: str, ruling: str, since: date, finding: str = "", **more: Any) -> None:
        """Write down that the court's review department owes feedback from that day on."""
        department = department_number(court, "review")
        self.owed.append({"department": department, "ruling": ruling, "since": since, **more})
        self.answers.append((court, ruling, since, finding))

    def _review(
        self, court: str, kind: str, outcome: str, after: int, effective_after: int | None, *,
        act: str = "", of: str = "",
    ) -> tuple[str, date]:  # fmt: skip
        t = self.teller
        ruled = t.later(self.act_on, after)
        effective = None if effective_after is None else ruled + timedelta(days=effective_after)
        key = t.review(court, kind, t.later(self.act_on, after - 25), outcome, ruled, effective,
                       act=act, of=of)  # fmt: skip
        self.story.records.append(told(review=key))
        return key, effective or ruled


def revoked_alone(r: Rulings) -> None:
    """Revoked; nobody asked for reconsideration in time."""
    ruling, effect = r.objection("revoked", 40, 13)
    r.owes(r.story.court, ruling, effect, r.found(ruling))


def reconsideration_withdrawn(r: Rulings) -> None:
    """Changed; reconsideration was asked for and withdrawn."""
    ruling, _ = r.objection("changed", 40, 45)
    r.reconsideration("withdrawn", 80, ruling, 0)
    r.owes(r.story.court, ruling, r.teller.later(r.act_on, 40) + timedelta(days=45),
           r.found(ruling))  # fmt: skip


def upheld_on_reconsideration(r: Rulings) -> None:
    """The revoking ruling was upheld on reconsideration."""
    ruling, _ = r.objection("revoked", 40, 48)
    _, effect = r.reconsideration("upheld", 85, ruling)
    r.owes(r.story.court, ruling, effect, r.found(ruling))


def rejection_upheld_with_problems(r: Rulings) -> None:
    """A rejecting ruling was upheld, though it had stated a problem."""
    ruling, _ = r.objection("rejected", 40, 48)
    _, effect = r.reconsideration("upheld", 85, ruling)
    r.owes(r.story.court, ruling, effect, r.found(ruling))


def changed_on_reconsideration(r: Rulings) -> None:
    """Rejected first; the reconsideration court revoked that and the act."""
    ruling, _ = r.objection("rejected", 40, None)
    second, effect = r.reconsideration("changed", 85, ruling)
    r.owes(r.above, second, effect, r.found(second))


def act_restored(r: Rulings) -> None:
    """Revoked first; the reconsideration court restored the act: the objection's findings fall."""
    ruling, _ = r.objection("revoked", 40, None)
    r.found(ruling, "void")
    second, effect = r.reconsideration("revoked", 85, ruling)
    r.owes(r.above, second, effect, copy_to=department_number(r.story.court, "review"),
           voided=ruling)  # fmt: skip


def partly_one_partly_other(r: Rulings) -> None:
    """Revoked first, changed in part on reconsideration: each owes for its part."""
    ruling, _ = r.objection("revoked", 40, 48)
    second, effect = r.reconsideration("partly", 85, ruling)
    r.owes(r.story.court, ruling, effect, r.found(ruling), part=True)
    r.owes(r.above, second, effect, r.found(second), part=True)


def remanded(r: Rulings) -> None:
    """Remanded, and revoked on the new review: both owe, each for its ruling."""
    ruling, _ = r.objection("rejected", 40, None)
    second, effect = r.reconsideration("remanded", 85, ruling)
    r.owes(r.above, second, effect)
    anew, effect = r.objection("revoked", 140, 14)
    r.owes(r.story.court, anew, effect, r.found(anew))


def sanction_reconsidered(r: Rulings) -> None:
    """A fine was reconsidered directly and revoked."""
    ruling, effect = r.reconsideration("revoked", 45)
    r.owes(r.above, ruling, effect, r.found(ruling))


def self_corrected(r: Rulings) -> None:
    """Withdrawn after agreed self-correction: nothing is owed, the correction is on record."""
    ruling, _ = r.objection("withdrawn", 40, 0)
    t, court = r.teller, r.story.court
    key = f"{ruling}-GT{t.serial('exchange', ruling)}"
    t.add(
        "exchange", number=key, sort_of_exchange="self_correction", review=ruling,
        sent_on=t.later(r.act_on, 25), done_on=t.later(r.act_on, 30),
        content="双方达成一致，实施部门自行解除超出部分的查封",
        sent_from=department_number(court, "enforcement"),
        sent_to=department_number(court, "review"),
    )  # fmt: skip
    r.story.records.append(told(exchange=key))


def supervised(r: Rulings) -> None:
    """Rejected and in effect; supervision corrected it."""
    ruling, _ = r.objection("rejected", 40, 13)
    second, effect = r.supervision("revoked", 150, ruling)
    r.owes(r.above, second, effect, r.found(second))


ROWS: tuple[Callable[[Rulings], None], ...] = (
    revoked_alone, reconsideration_withdrawn, upheld_on_reconsideration,
    rejection_upheld_with_problems, changed_on_reconsideration, act_restored,
    partly_one_partly_other, remanded, sanction_reconsidered, self_corrected, supervised,
)  # fmt: skip


def owed_feedback(teller: Teller) -> None:
    """Every row, without its feedback and with it."""
    for row in ROWS:
        for fed_back in (False, True):
            _row(teller, row, fed_back)


def _row(teller: Teller, row: Callable[[Rulings], None], fed_back: bool) -> None:
    court = teller.basic_court()
    problem = teller.free(court, PROBLEMS)
    officer = teller.officer(court)
    story = Story(f"owed_{row.__name__}", fed_back, court, problem, [officer])
    teller.stories.append(story)
    act_on = teller.day(500 + int(teller.rng.integers(0, 700)))
    case = teller.case(court, teller.later(act_on, -40), officer)
    sort = "sanction" if row is sanction_reconsidered else "seizure"
    act = teller.act(case, act_on, officer, sort)
    story.records.append(told(act=act))
    rulings = Rulings(teller, story, act, case, act_on, officer)
    row(rulings)
    copies = [each.get("copy_to", "") for each in rulings.owed]
    given = [
        _given(teller, story, *each, copy)
        for each, copy in zip(rulings.answers, copies, strict=True)
        if fed_back
    ]
    story.expected.update(owed=rulings.owed, fed_back=given, recurrences=[], depth=0)


def _given(
    teller: Teller, story: Story, by: str, ruling: str, since: date, finding: str, copy: str
) -> str:
    issued = teller.working(since, 6)
    key = teller.feedback(
        story.court,
        issued,
        issued + timedelta(days=1),
        [finding] if finding else [],
        by=by,
        ruling=ruling,
        copy=copy,
    )
    story.records.append(told(feedback=key))
    return key
