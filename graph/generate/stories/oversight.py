"""What a supervisor or inspector has to act on: a trip that was not told of truthfully, passive
enforcement with grave consequences, a problem that is concentrated in one court, a node of
procedure that the parties were told of late."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from graph.generate.organisation import department_number
from graph.generate.plausible import civil, number, quarter_end
from graph.generate.stories.owed import PROBLEMS
from graph.generate.stories.teller import Story, Teller, told

PASSIVE = ("S05", "S06", "S08")
"""Codes of passive enforcement (消极执行)."""

FOUND = 9
"""So many findings of one problem in a quarter: too many by chance, where each court's share of
the cases is small."""

CONCENTRATED, FEW = 32, 16
"""Concluded cases of the quarter: enough for the statistic (30), and too few, whatever the
background adds to them."""

PUSHED_AGO = 90
"""Days before the last day on which the case was filed: of lately, as what is disclosed here."""

ENDED = 110
"""A quarter that ended at least so many days before the last day: its rulings are in effect."""


def untruthful_trip(teller: Teller) -> None:
    """Reported untruthfully, and a party complained: once nobody talked to the officer, once the
    head did and a truthful report was made up for."""
    for talked in (False, True):
        court = teller.basic_court()
        officer = teller.officer(court)
        story = Story("trip_reported_untruthfully", talked, court, officers=[officer])
        start = 820 + 60 * talked
        case = teller.case(court, teller.day(start - 60), officer)
        key, back = teller.trip(court, officer, case, teller.day(start))
        reported = teller.working(back, 2)
        report = teller.trip_report(key, court, officer, reported, untruthful=True)
        since = teller.later(reported, 12)
        complaint = teller.petition(court, since, case, officer, teller.party(court))
        story.records = [told(trip=key), told(trip_report=report), told(petition=complaint)]
        head = teller.head(court, "enforcement", since)
        story.expected.update(
            trip=key, since=since, due=teller.working(since, 10), head=head, done=None
        )
        if talked:
            on, again = teller.working(since, 4), teller.working(since, 6)
            measure = f"{court}-CZ-{on.year}-{teller.serial('measure', court)}"
            teller.add("measure", **{
                "number": measure, "form": "reminder", "applied_on": on, "applied_to": officer,
                "reason": "外出执行未如实报告", "given_by": head, "cites.trip_report": report,
            })  # fmt: skip
            truthful = teller.trip_report(key, court, officer, again, supplements=report)
            story.records += [told(measure=measure), told(trip_report=truthful)]
            story.expected["done"] = again
        teller.stories.append(story)


def grave_consequences(teller: Teller) -> None:
    """Passive enforcement that a petition proved, with grave consequences: once the court above
    investigated case and officer, once nobody did."""
    for investigated in (False, True):
        court = teller.basic_court()
        officer = teller.officer(court)
        problem = teller.free(court, PASSIVE)
        story = Story("grave_consequences", investigated, court, problem, [officer])
        start = 1200 + 60 * investigated  # within the two years that a question asks
        since = teller.day(start)
        case = teller.case(court, teller.day(start - 300), officer)
        source = teller.petition(court, since, case, officer, teller.party(court))
        finding = teller.finding(
            court, problem, "established", teller.day(start - 90), officer=officer, case=case,
            grave=True, petition=source,
        )  # fmt: skip
        order = f"{court}-ZL-{since.year}-{teller.serial('correction_order', court)}"
        teller.add("correction_order", **{
            "number": order, "ordered_on": teller.working(since, 2), "based_on": finding,
            "due_on": teller.working(since, 22), "corrected_on": teller.working(since, 15),
            "content": "责令限期纠正消极执行行为",
            "issued_by.department": department_number(court, "petitions"),
            "addressed_to.department": department_number(court, "enforcement"),
        })  # fmt: skip
        story.records = [told(petition=source), told(finding=finding),
                         told(correction_order=order)]  # fmt: skip
        story.expected.update(
            finding=finding, since=since, due=teller.working(since, 5), done=None,
            above=teller.above(court), recurrences=[], depth=0,
            question="grave-without-dual-investigation", column="finding", key=finding,
        )  # fmt: skip
        if investigated:
            above, opened = teller.above(court), teller.working(since, 4)
            key = f"{above}-SC-{opened.year}-{teller.serial('dual_investigation', above)}"
            teller.add(
                "dual_investigation", number=key, opened_on=opened, based_on=finding,
                concluded_on=teller.later(opened, 40), case_conclusion="执行行为不当，已纠正",
                officer_conclusion="承办人履职不到位，予以提醒", investigates=officer,
                opened_by=department_number(above, "bureau"),
            )  # fmt: skip
            story.records.append(told(dual_investigation=key))
            story.expected["done"] = opened
        teller.stories.append(story)


def concentrated_problem(teller: Teller) -> None:
    """One problem again and again in one court within a quarter, of enough cases; and as many
    findings in a court of too few cases to say anything."""
    until = teller.province.until
    last = civil(int(quarter_end(np.array([number(until) - ENDED - 92]))[0]))
    first = last.replace(month=last.month - 2, day=1)
    for decoy, cases in ((False, CONCENTRATED), (True, FEW)):
        told_of = {story.court for story in teller.stories}
        drawn = [teller.basic_court() for _ in range(20)]
        court = next((c for c in drawn if c not in told_of), drawn[0])  # no other story's cases
        officer, party = teller.officer(court), teller.party(court)
        kind = "concentrated_in_one_court"
        same = {story.problem for story in teller.stories if story.kind == kind}
        problem = teller.free(court, [each for each in PROBLEMS if each not in same])
        story = Story(kind, decoy, court, problem, [officer])
        for n in range(cases):
            act_on = teller.later(first, n * 50 // cases)
            case = teller.case(court, teller.later(act_on, -60), officer,
                               teller.later(act_on, 15), party)  # fmt: skip
            if n >= FOUND:
                continue
            act = teller.act(case, act_on, officer)
            ruled = teller.later(act_on, 40)
            review = teller.review(court, "objection", teller.later(act_on, 12), "revoked", ruled,
                                   ruled + timedelta(days=14), act=act)  # fmt: skip
            finding = teller.finding(court, problem, "established", act_on, officer=officer,
                                     case=case, act=act, review=review)  # fmt: skip
            story.records += [told(review=review), told(finding=finding)]
        since = last + timedelta(days=1)
        story.expected.update(
            quarter=f"{last.year}Q{last.month // 3}", since=since, due=teller.working(since, 20),
            findings=FOUND, cases=cases, recurrences=[], depth=0,
        )  # fmt: skip
        teller.stories.append(story)


def pushed_late(teller: Teller) -> None:
    """Filed, and pushed to the parties days later; the decoy was pushed on the day."""
    for decoy in (False, True):
        court = teller.basic_court()
        officer = teller.officer(court)
        story = Story("node_pushed_late", decoy, court, officers=[officer])
        passed = teller.later(teller.province.until, -PUSHED_AGO - 14 * decoy)
        case = teller.case(court, passed, officer)
        pushed = passed if decoy else teller.working(passed, 4)
        key = f"{case}-GK"
        teller.add("disclosure", **{
            "number": key, "node": "filing", "passed_on": passed, "pushed_on": pushed,
            "disclosed_on": teller.working(passed, 2), "on.case": case,
        })  # fmt: skip
        story.records = [told(disclosure=key)]
        story.expected.update(disclosure=key, since=passed, due=passed, done=pushed)
        teller.stories.append(story)


TOLD = (untruthful_trip, grave_consequences, concentrated_problem)
