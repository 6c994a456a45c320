"""What shows only in a whole area: a problem that comes back in the quarters' feedback on petitions
(A10), and one that is widespread (B5). Each at courts of its own, so that it recurs at none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from graph.generate.organisation import INTERMEDIATE, department_number
from graph.generate.plausible import civil, number, quarter_end
from graph.generate.stories.teller import Story, Teller, told

HANDLING = ("P01", "P02", "P04", "P05")
"""Codes of what goes wrong in handling a petition."""

STYLE = ("T02", "T03", "T05", "T06")
"""Codes of what an inspection of conduct and style finds."""

QUARTERS = (((2, 12), (3, 31)), ((5, 10), (6, 30)))
"""Two quarters of a year: month and day of the petition that brings it to light, of the end."""

FOCUS = (3, 24)
"""From this day on the story's focus of the year is issued: after any of the background's."""

WIDESPREAD, FEW = 3, 2
"""Courts in which it is found: enough for any area (three, a tenth of them), and one too few."""

ENDED = 75
"""A quarter that ended at least so many days before the last day: what was proposed is done."""


def came_back_in_feedback(teller: Teller) -> None:
    """One problem in two quarters' feedback to one area: once it became the focus of the next
    year, once nobody made it that; the decoy's was fed back twice, but in one quarter."""
    kind = "fed_back_in_two_quarters"
    for back, focused, decoy in ((3, True, False), (2, False, False), (4, False, True)):
        year = teller.province.until.year - back
        before = {s.expected["area"] for s in teller.stories
                  if s.kind == kind and s.expected["year"] == year}  # fmt: skip
        area, courts, problem = _area(teller, 2, HANDLING, before)
        story = Story(kind, decoy, courts[0], problem)
        quarters = [QUARTERS[0], QUARTERS[0 if decoy else 1]]
        found = {
            court: _handled_badly(teller, story, court, _workday(teller, year, day))
            for court, (day, _end) in zip(courts, quarters, strict=True)
        }
        for _day, (month, last) in sorted(set(quarters)):
            mine = {c: found[c] for c, (_, end) in zip(courts, quarters, strict=True)
                    if end == (month, last)}  # fmt: skip
            issued = teller.working(date(year, month, last), 9)
            _issued(teller, story, area, mine, issued)
        story.expected.update(
            area=area, year=year, since=date(year + 1, 1, 1), due=date(year + 1, 3, 31), done=None,
            recurrences=[], depth=0,
        )  # fmt: skip
        if focused:
            story.expected["done"] = issued = _workday(teller, year + 1, FOCUS)
            _issued(teller, story, area, found, issued, focus=True)
        teller.stories.append(story)


def _area(
    teller: Teller, many: int, choices: Sequence[str], but: Collection[str] = ()
) -> tuple[str, list[str], str]:
    """An intermediate court (none of ``but``), so many basic courts of its area, and one of these
    problems that no story has in the area yet; it is reserved in all of it."""
    courts, found = teller.province.courts, []
    for place in np.flatnonzero(courts.active & (courts.level == INTERMEDIATE)):
        area = str(courts.codes[int(place)])
        below = [str(courts.codes[int(c)])
                 for c in np.flatnonzero(courts.active & (courts.above == place))]  # fmt: skip
        left = [p for p in choices if not {(c, p) for c in (area, *below)} & teller.taken]
        if area not in but and len(below) >= many and left:
            found.append((area, below, left))
    area, below, left = found[int(teller.rng.integers(len(found)))]
    problem = str(teller.rng.choice(left))
    for court in (area, *below):
        teller.reserve(court, problem)
    return area, [str(each) for each in teller.rng.choice(below, many, replace=False)], problem


def _workday(teller: Teller, year: int, day: tuple[int, int]) -> date:
    return teller.later(date(year, *day), 0)


def _handled_badly(teller: Teller, story: Story, court: str, received: date) -> str:
    """A petition whose handling at the court the verification by the court above found wanting."""
    officer = teller.officer(court)
    story.officers.append(officer)
    case = teller.case(court, teller.later(received, -150), officer)
    petition = teller.petition(court, received, case, "", teller.party(court))
    sent, day = teller.later(received, 6), teller.later(received, 18)
    verification = f"{petition}-HC1"
    teller.add(
        "verification", number=verification, verifies=petition, sent_up_on=sent, verified_on=day,
        returned=False, result="true", problems="核查情况：属实",
        suggestions="限期整改，逐件回复信访人",
        handled_by=department_number(teller.above(court), "petitions"),
    )  # fmt: skip
    finding = teller.finding(
        court, story.problem, "established", teller.later(received, 3), case=case,
        verification=verification,
    )  # fmt: skip
    story.records += [told(petition=petition), told(verification=verification),
                      told(finding=finding)]  # fmt: skip
    return finding


def _issued(
    teller: Teller, story: Story, area: str, found: Mapping[str, str], issued: date, *,
    focus: bool = False,
) -> None:  # fmt: skip
    """Feedback of the high court to an area on what was found at these courts, and what each of
    them put right because of it."""
    high, received = teller.high(), teller.working(issued, 2)
    key = f"{high}-FK-{issued.year}-{teller.serial('feedback', high, str(issued.year))}"
    teller.add("feedback", **{
        "number": key, "sort_of_feedback": "annual_focus" if focus else "petition_quarterly",
        "issued_on": issued, "received_on": received, "covers": ";".join(found.values()),
        "content": "本年度反复出现的问题" if focus else "本季度信访案件核查发现的问题",
        "suggestion": "列为年度整改工作重点" if focus else "逐项整改，定期报送进展",
        "issued_by.court": high if focus else "",
        "issued_by.department": "" if focus else department_number(high, "petitions"),
        "addressed_to.court": area,
        "addressed_to.department": ";".join(department_number(c, "enforcement") for c in found),
    })  # fmt: skip
    story.records.append(told(feedback=key))
    for court, finding in found.items():
        _put_right(teller, story, court, "feedback", key, [finding], received, reported=not focus)


def _put_right(
    teller: Teller, story: Story, court: str, source: str, key: str, fixes: Sequence[str],
    received: date, *, reported: bool = False, by: str = "enforcement",
) -> None:  # fmt: skip
    """Taken up, closed within the month, signed off; reported to the high court on that day."""
    closed = teller.later(received, 22)
    rectification = teller.rectification(
        court, key, fixes, teller.later(received, 3), closed, answers=source, by=by,
        signer=teller.head(court, "bureau", closed), reported=closed if reported else None,
    )  # fmt: skip
    story.records.append(told(rectification=rectification))


def widespread(teller: Teller) -> None:
    """One problem that an inspection found in three courts of an area within a quarter: once the
    discipline team proposed how to do better, once nobody did; the decoy's was in two courts."""
    until = teller.province.until
    last = civil(int(quarter_end(np.array([number(until) - ENDED - 92]))[0]))
    for proposed, courts in ((True, WIDESPREAD), (False, WIDESPREAD), (False, FEW)):
        area, visited, problem = _area(teller, courts, STYLE)
        story = Story("widespread_in_an_area", courts == FEW, visited[0], problem)
        began = last.replace(month=last.month - 1, day=6)
        findings = _inspected(teller, story, area, visited, teller.later(began, 0))
        since = last + timedelta(days=1)
        story.expected.update(
            area=area, quarter=f"{last.year}Q{last.month // 3}", courts=list(visited), since=since,
            due=teller.working(since, 20), done=None, recurrences=[], depth=0,
        )  # fmt: skip
        if proposed:
            story.expected["done"] = _proposed(teller, story, area, findings, since)
        teller.stories.append(story)


def _inspected(
    teller: Teller, story: Story, area: str, courts: Sequence[str], began: date
) -> list[str]:
    """The inspection of these courts by the area's discipline team; what it found there."""
    ended = teller.later(began, 16)
    team = department_number(area, "discipline_team")
    key = f"{area}-DC-{began.year}-{teller.serial('inspection', area)}"
    teller.add("inspection", **{
        "number": key, "sort_of_inspection": "special", "subject": "style", "began_on": began,
        "ended_on": ended, "opinion": "纪律作风总体规范，个别问题在多个法院出现",
        "measures": "限期整改并报送情况", "inspects": ";".join(courts),
        "carried_out_by.department": team,
    })  # fmt: skip
    story.records.append(told(inspection=key))
    findings = []
    for turn, court in enumerate(courts):
        day, visit = teller.later(began, 4 * turn), f"{key}-{turn + 1}"
        teller.add(
            "visit", number=visit, visited_on=day, inspection=key, visits=court,
            members=teller.head(area, "discipline_team", day), remarks="查阅卷宗、座谈、查看现场",
        )  # fmt: skip
        found = teller.finding(
            court, story.problem, "established", teller.later(began, -3), inspection=key,
            visit=visit,
        )  # fmt: skip
        story.records += [told(visit=visit), told(finding=found)]
        _put_right(teller, story, court, "inspection", key, [found], ended)
        findings.append(found)
    return findings


def _proposed(
    teller: Teller, story: Story, area: str, findings: Sequence[str], since: date
) -> date:
    """The proposal to the bureau of the own court, which carried it out; the day."""
    day = teller.working(since, 9)
    key = f"{area}-JY-{day.year}-{teller.serial('proposal', area)}"
    teller.add("proposal", **{
        "number": key, "issued_on": day, "content": "针对多个法院出现的同类作风问题完善制度",
        "issued_by": department_number(area, "discipline_team"),
        "addressed_to.department": department_number(area, "bureau"),
        "cites.problem": story.problem, "cites.finding": ";".join(findings),
    })  # fmt: skip
    story.records.append(told(proposal=key))
    _put_right(teller, story, area, "proposal", key, [], day, by="bureau")
    return day


TOLD = (came_back_in_feedback, widespread)
