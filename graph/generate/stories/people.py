"""Officers, parties, trips, leads, disputes: what is about somebody rather than about a problem."""

from __future__ import annotations

from datetime import date, timedelta

from graph.generate.organisation import department_number
from graph.generate.plausible import civil, number
from graph.generate.stories.owed import PROBLEMS
from graph.generate.stories.teller import Story, Teller, told

CASELOAD = 32
"""Closed cases of each peer; rates are withheld under 30."""

PEERS = 3


def often_revoked(teller: Teller) -> None:
    """An officer whose acts are revoked far more often than those of the peers."""
    court = teller.basic_court()
    officers = [teller.officer(court) for _ in range(1 + PEERS)]
    story = Story("revoked_more_often_than_peers", False, court, officers=officers[:1])
    story.expected["rates"] = {
        each: _caseload(teller, court, each, 11 if each == officers[0] else 1 + place % 2, CASELOAD)
        for place, each in enumerate(officers)
    }
    story.expected["peers"] = officers[1:]
    teller.stories.append(story)


def busy_but_careful(teller: Teller) -> None:
    """Many revocations, but of very many acts: no more often than the peers."""
    court = teller.basic_court()
    officers = [teller.officer(court) for _ in range(1 + PEERS)]
    story = Story("high_caseload", True, court, officers=officers[:1])
    story.expected["rates"] = {
        each: _caseload(teller, court, each, 4 if place == 0 else 2,
                        3 * CASELOAD if place == 0 else CASELOAD)
        for place, each in enumerate(officers)
    }  # fmt: skip
    story.expected["peers"] = officers[1:]
    teller.stories.append(story)


def _caseload(
    teller: Teller, court: str, officer: str, revoked: int, cases: int
) -> dict[str, int]:  # fmt: skip
    """Closed cases with one challenged act each; the first few of the rulings revoke it."""
    problem = teller.free(court, PROBLEMS)
    party = teller.party(court)
    for n in range(cases):
        act_on = teller.day(80 + n * 1500 // cases)
        case = teller.case(court, teller.later(act_on, -20), officer,
                           teller.later(act_on, 90), party)  # fmt: skip
        act = teller.act(case, act_on, officer)
        if n % 2 and n >= 2 * revoked:
            continue
        outcome = "revoked" if n < revoked else "rejected"
        ruled = teller.later(act_on, 40)
        review = teller.review(court, "objection", teller.later(act_on, 15), outcome, ruled,
                               ruled + timedelta(days=14), act=act)  # fmt: skip
        if outcome == "revoked":
            teller.finding(court, problem, "established", act_on, officer=officer, case=case,
                           act=act, review=review)  # fmt: skip
    challenged = sum(not (n % 2 and n >= 2 * revoked) for n in range(cases))
    return {"acts": cases, "closed_cases": cases, "reviews": challenged, "revoked": revoked,
            "findings": revoked}  # fmt: skip


def only_alleged(teller: Teller) -> None:
    """Many complaints, none of them verified: they count for nothing."""
    court = teller.basic_court()
    officer = teller.officer(court)
    problem = teller.free(court, ("C04", "C05", "S10"))
    story = Story("many_unverified_complaints", True, court, problem, [officer])
    filed = teller.day(200)
    case = teller.case(court, filed, officer)
    for turn in range(9):
        day = teller.day(260 + turn * 120)
        petition = teller.petition(court, day, case, officer, teller.party(court))
        finding = teller.finding(court, problem, "alleged", day, officer=officer, case=case,
                                 petition=petition)  # fmt: skip
        story.records += [told(petition=petition), told(finding=finding)]
    story.expected.update(alleged=9, established=0, recurrences=[], depth=0)
    teller.stories.append(story)


def transferred(teller: Teller) -> None:
    """One officer's same fault at two courts, transferred in mid-year: recurrence at neither."""
    first = teller.basic_court()
    second = teller.basic_court()
    while second == first:
        second = teller.basic_court()
    both = [p for p in PROBLEMS if not {(first, p), (second, p)} & teller.taken]
    problem = teller.free(first, both)
    teller.reserve(second, problem)
    moved = date(teller.day(900).year, 6, 30)
    officer = teller.officer(first, until=moved, then=second)
    story = Story("transfer_in_mid_year", True, first, problem, [officer])
    for court, act_on in ((first, _before(teller, moved, 200)), (second, teller.later(moved, 150))):
        case = teller.case(court, teller.later(act_on, -20), officer)
        act = teller.act(case, act_on, officer)
        ruled = teller.later(act_on, 30)
        review = teller.review(court, "objection", teller.later(act_on, 10), "revoked", ruled,
                               ruled + timedelta(days=14), act=act)  # fmt: skip
        finding = teller.finding(court, problem, "established", act_on, officer=officer,
                                 case=case, act=act, review=review)  # fmt: skip
        story.records += [told(act=act), told(review=review), told(finding=finding)]
        if court == first:
            issued = teller.working(ruled, 15)
            feedback = teller.feedback(court, issued, issued, [finding], ruling=review)
            rectification = teller.rectification(
                court, feedback, [finding], teller.later(issued, 2), teller.later(issued, 40)
            )
            story.records += [told(feedback=feedback), told(rectification=rectification)]
    story.expected.update(
        second_court=second, transferred_on=moved, recurrences=[], depth=0,
        posts={"before": first, "after": second},
    )  # fmt: skip
    teller.stories.append(story)


def _before(teller: Teller, day: date, days: int) -> date:
    return teller.later(civil(number(day) - days), 0)


def two_courts(teller: Teller) -> None:
    """One petitioner, petitioning again and again at two courts."""
    first = teller.basic_court()
    second = teller.basic_court()
    while second == first:
        second = teller.basic_court()
    party = teller.party(first)
    story = Story("one_petitioner_in_two_courts", False, first)
    petitions: dict[str, list[str]] = {}
    for court, start in ((first, 300), (second, 360)):
        officer = teller.officer(court)
        story.officers.append(officer)
        case = teller.case(court, teller.day(start - 60), officer, party=party)
        made: list[str] = []
        for turn in range(3):
            day = teller.day(start + turn * 150)
            made.append(teller.petition(court, day, case, "", party, made[-1] if made else ""))
        petitions[court] = made
    story.records = [told(petition=key) for keys in petitions.values() for key in keys]
    story.expected.update(party=party, petitions=petitions, second_court=second)
    teller.stories.append(story)


def unreported_trip(teller: Teller) -> None:
    """A trip that was briefed and made and never reported; and one that was, beside it."""
    court = teller.basic_court()
    officer = teller.officer(court)
    story = Story("trip_never_reported", False, court, officers=[officer])
    case = teller.case(court, teller.day(700), officer)
    trips = [teller.trip(court, officer, case, teller.day(start)) for start in (760, 900)]
    (unreported, _back), (known, back) = trips
    report = teller.trip_report(known, court, officer, teller.working(back, 2))
    story.records = [told(trip=unreported)]
    story.expected.update(unreported=unreported, reported=known, report=report)
    teller.stories.append(story)


def lead_and_measure(teller: Teller) -> None:
    """A lead that the discipline bodies followed up, and the talk that came of it."""
    court = teller.basic_court()
    officer = teller.officer(court)
    story = Story("lead", False, court, officers=[officer])
    day = teller.day(1100)
    team = department_number(court, "discipline_team")
    lead = f"{court}-XS-{day.year}-{teller.serial('lead', court)}"
    case = teller.case(court, teller.day(1000), officer)
    teller.add("lead", **{
        "number": lead, "registered_on": day, "state": "confirmed",
        "disposed_on": teller.later(day, 28), "content": "反映与当事人同吃",
        "disposal": "谈话提醒", "registered_by": team, "concerns.officer": officer,
        "concerns.case": case,
    })  # fmt: skip
    measure = f"{court}-CZ-{day.year}-{teller.serial('measure', court)}"
    teller.add("measure", **{
        "number": measure, "form": "reminder", "applied_on": teller.later(day, 28),
        "reason": "线索核查属实", "applied_to": officer, "issued_by.department": team,
        "cites.lead": lead,
    })  # fmt: skip
    story.records = [told(lead=lead), told(measure=measure)]
    story.expected.update(lead=lead, measure=measure)
    teller.stories.append(story)


def dispute_implemented_late(teller: Teller) -> None:
    """A coordination decision carried out after the fifteen working days; another one in time."""
    first = teller.basic_court()
    second = teller.basic_court()
    while second == first or teller.above(second) == teller.above(first):
        second = teller.basic_court()
    story = Story("dispute_decision_implemented_late", False, first)
    for late, start in ((True, 800), (False, 950)):
        arose = teller.day(start)
        reported = teller.working(arose, 9)
        settled = teller.later(reported, 26)
        due = teller.working(settled, 15)
        done = teller.working(settled, 19 if late else 12)
        key = f"{first}-ZY-{arose.year}-{teller.serial('dispute', first)}"
        teller.add(
            "dispute", number=key, subject="对同一财产的处置权争议", state="implemented",
            arose_on=arose, reported_on=reported, settled_on=settled, implemented_on=done,
            raised_by=first, between=f"{first};{second}", coordinated_by=teller.high(),
        )  # fmt: skip
        opinion = f"{key}-JD"
        teller.add("opinion", **{
            "number": opinion, "form": "decision", "issued_on": settled, "due_on": due,
            "implemented_on": done, "content": "由首先查封的法院处置，价款分配后移送",
            "arises_from.dispute": key, "binds.court": f"{first};{second}",
        })  # fmt: skip
        story.records += [told(dispute=key), told(opinion=opinion)]
        story.expected["late" if late else "in_time"] = {
            "dispute": key, "opinion": opinion, "due": due, "implemented": done,
        }  # fmt: skip
    story.expected["second_court"] = second
    teller.stories.append(story)


TOLD = (
    often_revoked, busy_but_careful, only_alleged, transferred, two_courts, unreported_trip,
    lead_and_measure, dispute_implemented_late,
)  # fmt: skip
