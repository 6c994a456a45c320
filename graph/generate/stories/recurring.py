"""Problems that come back, and what only looks like it (SPEC.md, Recurrence, exactly)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.generate.stories.teller import Story, Teller, told

AFTER_FEEDBACK, AFTER_RECTIFICATION = "after_feedback", "after_rectification"
CHOICES = ("S03", "S05", "S06", "S12", "E01", "E03", "E07")
"""Problems that reviews find often; one of them a story."""


@dataclass
class Cycle:
    """One turn of the wheel: the act, what was found, fed back, put right."""

    act_on: date
    received: date
    closed: date | None
    review: str
    finding: str
    feedback: str = ""
    rectification: str = ""

    @property
    def put_right(self) -> date:
        """The day of closing, of a cycle that has one."""
        if self.closed is None:
            raise ValueError(f"{self.rectification} was never closed")
        return self.closed


@dataclass
class Wheel:
    """Tells cycles of one problem at one court."""

    teller: Teller
    story: Story
    officer: str

    def found(self, act_on: date, status: str = "established", **said: Any) -> Cycle:
        """An act, an objection that revoked it, and what was found; nothing follows yet."""
        t, court = self.teller, self.story.court
        filed = t.later(act_on, -30)
        case = t.case(court, filed, self.officer)
        act = t.act(case, act_on, self.officer)
        ruled = t.later(act_on, 40)
        effective = ruled + timedelta(days=15)
        in_effect = None if status == "void" else effective
        review = t.review(
            court, "objection", t.later(act_on, 15), "revoked", ruled, in_effect, act=act
        )
        problem = said.pop("problem", self.story.problem)
        finding = t.finding(
            court, problem, status, act_on, officer=self.officer, case=case, act=act,
            review=review, **said,
        )  # fmt: skip
        self.story.records += [told(act=act), told(review=review), told(finding=finding)]
        return Cycle(act_on, effective, None, review, finding)

    def fed_back(self, cycle: Cycle) -> Cycle:
        """Case feedback, received two days after it was issued."""
        issued = self.teller.working(cycle.received, 4)
        cycle.received = issued + timedelta(days=2)
        cycle.feedback = self.teller.feedback(
            self.story.court, issued, cycle.received, [cycle.finding], ruling=cycle.review
        )
        self.story.records.append(told(feedback=cycle.feedback))
        return cycle

    def opened(self, cycle: Cycle, close_after: int | None, **said: Any) -> Cycle:
        """A rectification, closed after so many days or not at all."""
        opened = self.teller.later(cycle.received, 3)
        closed = self.teller.later(opened, close_after) if close_after else None
        signer = said.pop("signer", "")
        cycle.rectification = self.teller.rectification(
            self.story.court, cycle.feedback, [cycle.finding], opened,
            None if said.get("state") == "reopened" else closed,
            signed=closed, signer=signer or (
                self.teller.head(self.story.court, "bureau", closed) if closed else ""
            ), **said,
        )  # fmt: skip
        cycle.closed = closed
        self.story.records.append(told(rectification=cycle.rectification))
        return cycle

    def approved(self, cycle: Cycle, by: str = "") -> str:
        """Filed with the judges' meeting, and found carried out by the superior court."""
        t, court = self.teller, self.story.court
        day = t.later(cycle.put_right, 12)
        meeting = t.judges_meeting(court, day)
        t.file_with(cycle.rectification, meeting, day)
        check = t.check(court, t.later(cycle.put_right, 40), "carried_out", cycle.rectification, by)
        self.story.records += [told(meeting=meeting), told(check=check)]
        return check


def begin(teller: Teller, kind: str, *, decoy: bool = False) -> Wheel:
    """A story of its own court, problem and officer."""
    court = teller.basic_court()
    problem = teller.free(court, CHOICES)
    officer = teller.officer(court)
    story = Story(kind, decoy, court, problem, [officer])
    teller.stories.append(story)
    return Wheel(teller, story, officer)


def after(finding: str, kind: str, depth: int, **what: str) -> dict[str, Any]:
    """One expected recurrence: the finding, what it recurs after, its class, its depth."""
    return {"finding": finding, "after": told(**what), "kind": kind, "depth": depth}


def thrice_rectified(teller: Teller) -> None:
    """Found, fed back, put right, filed, checked: three times; and there it is again."""
    wheel = begin(teller, "recurs_after_three_rectifications")
    start = 120 + int(teller.rng.integers(0, 60))
    cycles: list[Cycle] = []
    for turn in range(3):
        cycle = wheel.found(teller.day(start + turn * 400))
        wheel.opened(wheel.fed_back(cycle), 60)
        wheel.approved(cycle)
        if turn == 1:
            day = teller.working(cycle.received, 6)
            notice = teller.notice(wheel.story.court, day, cycle.finding)
            wheel.story.records.append(told(notice=notice))
        cycles.append(cycle)
    last = wheel.found(teller.day(start + 3 * 400))
    every = [*cycles, last]
    wheel.story.expected["recurrences"] = [
        after(cycle.finding, AFTER_RECTIFICATION, turn, rectification=before.rectification)
        for turn, cycle in enumerate(every)
        for before in every[:turn]
    ]
    wheel.story.expected["depth"] = 3
    wheel.story.expected["missing"] = ["feedback", "notice"]
    wheel.story.expected["unanswered"] = last.finding


def never_closed(teller: Teller) -> None:
    """Fed back, taken up, never closed; and found twice more."""
    wheel = begin(teller, "recurs_after_feedback_never_closed")
    start = 400 + int(teller.rng.integers(0, 120))
    first = wheel.opened(wheel.fed_back(wheel.found(teller.day(start))), None)
    again = [wheel.found(teller.day(start + gap)) for gap in (260, 560)]
    wheel.story.expected["recurrences"] = [
        after(each.finding, AFTER_FEEDBACK, 0, feedback=first.feedback) for each in again
    ]
    wheel.story.expected["depth"] = 0


def signed_off(teller: Teller) -> None:
    """Signed off by one, found carried out by another; and it came back."""
    wheel = begin(teller, "sign_off_that_recurred")
    t, court = teller, wheel.story.court
    signer = t.officer(court, "bureau", "执行局副局长")
    checker = t.officer(t.above(court), "bureau", "执行局副局长")
    start = 500 + int(t.rng.integers(0, 150))
    first = wheel.fed_back(wheel.found(t.day(start)))
    wheel.opened(first, 50, signer=signer)
    check = wheel.approved(first, checker)
    again = wheel.found(t.day(start + 330))
    wheel.story.officers += [signer, checker]
    wheel.story.expected.update(
        signed_off_by=signer, checked_by=checker, check=check, depth=1,
        recurrences=[after(again.finding, AFTER_RECTIFICATION, 1,
                           rectification=first.rectification)],
    )  # fmt: skip


def late_discovery(teller: Teller) -> None:
    """The act came before the feedback, only its discovery after: no recurrence."""
    wheel = begin(teller, "late_discovery", decoy=True)
    start = 600 + int(teller.rng.integers(0, 150))
    early = wheel.found(teller.day(start + 20))
    first = wheel.opened(wheel.fed_back(wheel.found(teller.day(start))), 60)
    wheel.story.expected.update(
        recurrences=[], depth=0,
        classes=[{"finding": early.finding, "feedback": first.feedback, "kind": "late_discovery"}],
    )  # fmt: skip


def void_after_all(teller: Teller) -> None:
    """It came back, until the ruling behind it was reversed: the recurrence is gone with it."""
    wheel = begin(teller, "finding_became_void", decoy=True)
    t, court = teller, wheel.story.court
    start = 450 + int(t.rng.integers(0, 150))
    wheel.opened(wheel.fed_back(wheel.found(t.day(start))), 60)
    again = wheel.found(t.day(start + 320), status="void")
    ruled = t.later(again.act_on, 110)
    restored = t.review(
        t.above(court), "reconsideration", t.later(again.act_on, 50), "revoked", ruled, ruled,
        of=again.review,
    )  # fmt: skip
    wheel.story.records.append(told(review=restored))
    wheel.story.expected.update(recurrences=[], depth=0, void=again.finding)


def same_topic_only(teller: Teller) -> None:
    """Another problem of the same topic: of the same kind, shown apart, no recurrence."""
    wheel = begin(teller, "same_topic_other_problem", decoy=True)
    passive = wheel.story.problem.startswith("S")
    other = teller.free(wheel.story.court, [c for c in CHOICES if c.startswith("S") == passive])
    start = 450 + int(teller.rng.integers(0, 150))
    wheel.opened(wheel.fed_back(wheel.found(teller.day(start))), 60)
    again = wheel.found(teller.day(start + 300), problem=other)
    wheel.story.expected.update(
        recurrences=[], depth=0, other=other, of_the_same_kind=again.finding
    )


def reopened(teller: Teller) -> None:
    """Closed once, reopened since: what comes after recurs after feedback, not rectification."""
    wheel = begin(teller, "reopened_rectification", decoy=True)
    start = 450 + int(teller.rng.integers(0, 150))
    first = wheel.opened(wheel.fed_back(wheel.found(teller.day(start))), 60, state="reopened")
    again = wheel.found(teller.day(start + 300))
    wheel.story.expected.update(depth=0, recurrences=[
        after(again.finding, AFTER_FEEDBACK, 0, feedback=first.feedback)
    ])  # fmt: skip


def on_the_day(teller: Teller) -> None:
    """Acts on the very day of receipt and on the very day of closing: both count."""
    wheel = begin(teller, "on_the_very_day")
    start = 500 + int(teller.rng.integers(0, 150))
    first = wheel.opened(wheel.fed_back(wheel.found(teller.day(start))), 60)
    received = wheel.found(first.received)
    closed = wheel.found(first.put_right)
    wheel.story.expected.update(depth=1, recurrences=[
        after(received.finding, AFTER_FEEDBACK, 0, feedback=first.feedback),
        after(closed.finding, AFTER_RECTIFICATION, 1, rectification=first.rectification),
    ])  # fmt: skip


TOLD = (
    thrice_rectified, never_closed, signed_off, late_discovery, void_after_all, same_topic_only,
    reopened, on_the_day,
)  # fmt: skip
