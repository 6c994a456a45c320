"""What questions of the library ask for and the background leaves out: each told once as it is, and
once as a decoy that the question must not answer with. The truth names the question, the column of
its answer and the record there."""

from __future__ import annotations

from datetime import date, timedelta

from graph.generate.organisation import department_number
from graph.generate.stories.recurring import CHOICES, Cycle, Wheel
from graph.generate.stories.teller import Story, Teller, told

LATE = 1_200
"""Day of the province from which these are told: within the two years that a question asks."""

TOGETHER = 3
"""Acts that two officers share, by the question's own words (three or more)."""


def story_of(
    teller: Teller, question: str, decoy: bool, problem: str = "", court: str = ""
) -> Story:
    """A story named as its question; it is among those told from now on."""
    story = Story(question.replace("-", "_"), decoy, court or teller.basic_court(), problem)
    story.expected["question"] = question
    if problem:
        story.expected.update(recurrences=[], depth=0)
    teller.stories.append(story)
    return story


def officer_of(teller: Teller, story: Story) -> str:
    """An officer of the story's own."""
    story.officers.append(teller.officer(story.court))
    return story.officers[-1]


def answers(story: Story, column: str, key: str) -> None:
    """What the question answers with, or with a decoy must not."""
    story.expected.update(column=column, key=key)


def _put_right(teller: Teller, question: str, decoy: bool, start: int) -> tuple[Wheel, Cycle]:
    """Found, fed back, put right and closed: what is checked next."""
    court = teller.basic_court()
    story = story_of(teller, question, decoy, teller.free(court, CHOICES), court)
    wheel = Wheel(teller, story, officer_of(teller, story))
    return wheel, wheel.opened(wheel.fed_back(wheel.found(teller.day(start))), 40)


def checked_by_itself(teller: Teller) -> None:
    """Checked by the department that had carried it out; the decoy by the court above."""
    for decoy in (False, True):
        wheel, cycle = _put_right(teller, "checked-by-itself", decoy, LATE + 40 * decoy)
        story, day = wheel.story, teller.later(cycle.put_right, 40)
        if decoy:
            check = teller.check(story.court, day, "carried_out", cycle.rectification)
        else:
            check = f"{story.court}-JC-{day.year}-{teller.serial('check', story.court)}"
            teller.add("check", **{
                "number": check, "checked_on": day, "result": "carried_out",
                "checks.rectification": cycle.rectification,
                "made_by.department": department_number(story.court, "enforcement"),
            })  # fmt: skip
        story.records.append(told(check=check))
        answers(story, "check", check)


def reopened_after_check(teller: Teller) -> None:
    """Closed, and opened again by a check that found it not carried out; the decoy held."""
    for decoy in (False, True):
        wheel, cycle = _put_right(teller, "reopened-rectifications", decoy, LATE + 80 + 40 * decoy)
        result = "carried_out" if decoy else "not_carried_out"
        day = teller.later(cycle.put_right, 40)
        check = teller.check(wheel.story.court, day, result, cycle.rectification)
        wheel.story.records.append(told(check=check))
        answers(wheel.story, "rectification", cycle.rectification)


def dispute_undecided(teller: Teller) -> None:
    """Reported to the common superior court, which neither settled nor answered; the decoy was
    settled."""
    for decoy in (False, True):
        story = story_of(teller, "disputes-without-decision", decoy)
        first, second = story.court, teller.basic_court()
        while second == first or teller.above(second) != teller.above(first):
            first, second = teller.basic_court(), teller.basic_court()
        story.court = first
        arose = teller.day(LATE + 60 * decoy)
        reported = teller.working(arose, 9)
        key = f"{first}-ZY-{arose.year}-{teller.serial('dispute', first)}"
        settled = teller.later(reported, 30) if decoy else None
        teller.add(
            "dispute", number=key, subject="首先查封法院与优先债权法院移送处置权争议",
            state="settled" if decoy else "reported", arose_on=arose, reported_on=reported,
            settled_on=settled, raised_by=first, between=f"{first};{second}",
            coordinated_by=teller.above(first),
        )  # fmt: skip
        story.records.append(told(dispute=key))
        answers(story, "dispute", key)


def interfered(teller: Teller) -> None:
    """Somebody asked about a case on the quiet, and an act of it was revoked; the decoy's was
    upheld."""
    for decoy in (False, True):
        story = story_of(teller, "interfered-and-revoked", decoy)
        officer = officer_of(teller, story)
        day = teller.day(LATE + 20 + 60 * decoy)
        case = teller.case(story.court, teller.later(day, -60), officer)
        key = f"{story.court}-GD-{day.year}-{teller.serial('interference', story.court)}"
        teller.add("interference", number=key, happened_on=teller.later(day, -8), by="leader",
                   description="询问案件能否暂缓处置，已如实记录", on=case)  # fmt: skip
        review = _ruled(teller, story.court, case, day, [officer], "upheld" if decoy else "revoked")
        story.records += [told(interference=key), told(review=review)]
        answers(story, "case", case)


def key_case_untracked(teller: Teller) -> None:
    """Under tracking, and nothing entered since; the decoy has an entry of late."""
    until = teller.province.until
    for decoy in (False, True):
        story = story_of(teller, "key-cases-untracked", decoy)
        officer = officer_of(teller, story)
        proposed = teller.day(LATE + 250 + 60 * decoy)
        case = teller.case(story.court, teller.later(proposed, -90), officer)
        key = f"{story.court}-ZD-{proposed.year}-{teller.serial('key_case', story.court)}"
        consulted = teller.working(proposed, 4)
        teller.add(
            "key_case", number=key, reason="petition", state="tracked", proposed_on=proposed,
            consulted_on=consulted, tracks=case,
            proposed_by=department_number(story.court, "bureau"),
        )  # fmt: skip
        story.records.append(told(key_case=key))
        if decoy:
            _tracked(teller, key, teller.later(until - timedelta(days=12), 0))
        answers(story, "key_case", key)


def _tracked(teller: Teller, key: str, day: date) -> None:
    teller.add(
        "tracking", number=f"{key}-1", entered_on=day, of_key_case=key, method="procedure",
        subject="procedure", opinion="流程推进正常，建议加快财产处置",
    )  # fmt: skip


def returned_twice(teller: Teller) -> None:
    """A petition that verification returned twice, since the work on it had not been done; the
    decoy's was returned once."""
    for decoy in (False, True):
        story = story_of(teller, "returned-again", decoy)
        officer = officer_of(teller, story)
        received = teller.day(LATE + 100 + 60 * decoy)
        case = teller.case(story.court, teller.later(received, -200), officer)
        petition = teller.petition(story.court, received, case, "", teller.party(story.court))
        story.records.append(told(petition=petition))
        results = (True, False) if decoy else (True, True, False)
        for turn, returned in enumerate(results, 1):
            day = teller.later(received, 20 * turn)
            key = f"{petition}-HC{turn}"
            teller.add(
                "verification", number=key, verifies=petition, verified_on=day,
                sent_up_on=teller.later(day, -5), returned=returned,
                result="untrue", problems="核查情况：不属实",
                return_reason="诉求回应不具体，退回重新办理" if returned else None,
                contacted_on=day if returned else None,
                handled_by=department_number(teller.above(story.court), "petitions"),
            )  # fmt: skip
            story.records.append(told(verification=key))
        answers(story, "petition", petition)


def sharing_revoked(teller: Teller) -> None:
    """Two officers who performed three acts together that were revoked; the decoy's third was
    upheld."""
    for decoy in (False, True):
        story = story_of(teller, "sharing-revoked-acts", decoy)
        pair = [officer_of(teller, story) for _ in range(2)]
        for turn in range(TOGETHER):
            day = teller.day(LATE + 50 + 45 * turn + 20 * decoy)
            case = teller.case(story.court, teller.later(day, -50), pair[0])
            outcome = "upheld" if decoy and turn == TOGETHER - 1 else "revoked"
            review = _ruled(teller, story.court, case, day, pair, outcome)
            story.records.append(told(review=review))
        answers(story, "one", pair[0])


def _ruled(
    teller: Teller, court: str, case: str, day: date, officers: list[str], outcome: str
) -> str:
    """An act of these officers, and the objection to it that was ruled on; what was revoked is fed
    back in time."""
    act = teller.act(case, day, ";".join(officers))
    ruled = teller.later(day, 40)
    effective = ruled + timedelta(days=15)
    review = teller.review(
        court, "objection", teller.later(day, 12), outcome, ruled, effective, act=act
    )
    if outcome == "revoked":
        issued = teller.working(effective, 4)
        teller.feedback(court, issued, teller.working(issued, 1), [], ruling=review)
    return review


TOLD = (
    checked_by_itself, reopened_after_check, dispute_undecided, interfered, key_case_untracked,
    returned_twice, sharing_revoked,
)  # fmt: skip
