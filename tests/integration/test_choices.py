"""What the documents leave open and an administrator chooses (◇), worked out by hand: of two
events, one before the chosen value is in force and one after, who owes, and what discharges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from graph import clock, records
from graph.duties import escalation, questions
from graph.duties.calendar import of as calendar_of
from graph.duties.parameters import load
from graph.errors import Invalid, NotAllowed, OutOfOrder
from graph.model import Link, Record, type_of
from graph.operations import parameters
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration import owed as probes
from tests.integration import test_rules_b as b
from tests.integration.test_rules_a import TODAY, World, rulings, verified

Choose = Callable[[str, str, str], None]


@pytest.fixture
def choose(graph: Graph, system: Any) -> Iterator[Choose]:
    """Set a parameter to a value from a day on, until the test is over."""
    made: list[str] = []

    def choose_(name: str, value: str, since: str) -> None:
        said = {"value": value, "valid_from": since}
        made.append(parameters.set_value(graph, system, name, said).number)

    yield choose_
    graph.write(lambda tx: tx.run(
        "MATCH (p:Parameter) WHERE p.number IN $made DETACH DELETE p", made=made
    ))  # fmt: skip
    graph.write(questions.new_stamp)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    clock.fix_today(TODAY)
    yield
    clock.fix_today(None)


@pytest.fixture(scope="module")
def world(graph: Graph) -> World:
    return World(graph, "选甲")


@pytest.fixture(scope="module")
def other(graph: Graph) -> b.World:
    """The world of the rules of part B, whose stored duties are compared too."""
    return b.World(graph, "选乙")


@pytest.fixture(scope="module")
def passive(world: World) -> Record:
    return world.passive()


# A4


def test_the_department_verifies_instead_of_its_head(world: World, choose: Choose) -> None:
    """Thursday 27 April and Thursday 4 May 2023: five working days on, 6 May being worked."""
    tree, department = world.tree, world.department("a2")
    head = tree.create("Officer", number=f"{tree.code}-长", name="长某", serves=department.uid,
                       leads=[Link(department.uid, "", "", {"from": "2023-01-01"})])  # fmt: skip
    clerk, case = tree.officer("员", "a2"), tree.case("803", "a2")
    world.names[head.uid] = "head"
    choose("account-misuse.owner", "department", "2023-05-04")

    def event(on: str, **values: object) -> Record:
        return world.make("Event", sort_of_event="account_misuse", happened_on=on, on=case,
                          by=clerk, **{"state": "open", **values})  # fmt: skip

    before, after = event("2023-04-27"), event("2023-05-04")
    done = event("2023-05-04", state="cleared", verified_on="2023-05-09")
    assert world.owes("account-misuse", before, after, done) == [
        ("a2 enforcement", "2023-05-04", "2023-05-10", ""),
        ("a2 enforcement", "2023-05-04", "2023-05-10", "2023-05-09"),
        ("head", "2023-04-27", "2023-05-08", ""),
    ]
    (each,) = world.say("account-misuse", after)
    assert each.owed_at is None


# A8, A10


def test_the_court_one_level_up_orders_the_correction(
    world: World, choose: Choose, passive: Record
) -> None:
    choose("correction-order.owner", "superior", "2023-03-06")

    def finding(on: str, court: str = "a1") -> Record:
        return world.make("Finding", at=world.tree.courts["a1"], problem=passive,
                          status="established", found_by=verified(world, court, on))  # fmt: skip

    def order(of: Record, by: str, on: str, corrected: str) -> None:
        world.make("CorrectionOrder", ordered_on=on, corrected_on=corrected, based_on=of,
                   issued_by=world.tree.courts[by],
                   addressed_to=world.department("a1"))  # fmt: skip

    before, after, high = finding("2023-03-03"), finding("2023-03-06"), finding("2023-03-06", "top")
    owed = ("a", "2023-03-06", "2023-04-05")
    for of in (before, after):
        order(of, "a1", "2023-03-07", "2023-03-08")
    assert world.owes("correction-order", before, after) == [
        (*owed, ""), ("a1", "2023-03-03", "2023-04-02", "2023-03-08"),
    ]  # fmt: skip
    assert "不是办理信访的法院的上一级法院" in world.flags("correction-order", after)[0]
    for of in (before, after):
        order(of, "a", "2023-03-09", "2023-03-10")
    assert world.owes("correction-order", after) == [(*owed, "2023-03-10")]
    assert world.owes("correction-order", high) == [("top", *owed[1:], "void")]


@pytest.mark.parametrize(
    ("value", "going_on", "going_back"),
    [
        (None, "2023-05-03", "2023-04-05"),
        ("staged", "2023-04-05", "2023-05-03"),
        ("any", "2023-05-03", "2023-05-03"),
    ],
)
def test_a_step_back_in_the_ledger_is_no_follow_up(
    world: World, choose: Choose, value: str | None, going_on: str, going_back: str
) -> None:
    """States entered on 6 March and 3 April 2023: thirty days from the latest that counts."""
    if value:
        choose("resolution-conversion.order", value, "2023-03-06")
    days = "2023-03-06", "2023-04-03"
    on = world.petition("a1", "2023-03-01", resolution="staged", procedural_on=days[0],
                        staged_on=days[1])  # fmt: skip
    back = world.petition("a1", "2023-03-01", resolution="procedural", staged_on=days[0],
                          procedural_on=days[1])  # fmt: skip
    same = world.petition("a1", "2023-03-01", resolution="staged", staged_on=days[0],
                          procedural_on=days[0])  # fmt: skip
    for petition, due in ((on, going_on), (back, going_back), (same, "2023-04-05")):
        assert world.owes("resolution-conversion", petition) == [("a", days[0], due, "")]
        flags = world.flags("resolution-conversion", petition)
        stepped_back = petition is not same and due == "2023-04-05"
        assert [flag.split("，")[0] for flag in flags] == ["化解状态未按次序转化"] * stepped_back
    world.callback(back, "2023-04-28", "a")
    assert world.owes("resolution-conversion", back) == [("a", days[0], "2023-05-28", "")]


@pytest.mark.parametrize(
    ("value", "since", "owing"),
    [
        ("enforcement", "2023-03-06", "a enforcement"),
        ("supervision", "2023-03-07", "a supervision_office"),
    ],
)
def test_one_of_the_two_bodies_opens_the_dual_investigation(
    world: World, choose: Choose, passive: Record, value: str, since: str, owing: str
) -> None:
    choose("dual-investigation.owner", value, since)

    def finding(on: str, court: str = "a1") -> Record:
        return world.make("Finding", at=world.tree.courts["a1"], problem=passive, grave=True,
                          status="established", found_by=world.petition(court, on))  # fmt: skip

    before, after, lone = finding("2023-03-03"), finding(since), finding(since, "b1")
    owed = world.owes("dual-investigation", before, after, lone)
    assert {who for who, *_days in owed} == {
        owing, "a enforcement+a supervision_office",
        "b" if value == "supervision" else "b enforcement",
    }  # fmt: skip
    world.make("DualInvestigation", opened_on="2023-03-10", based_on=after,
               opened_by=world.department("a"))  # fmt: skip
    assert world.owes("dual-investigation", after)[0][3] == "2023-03-10"


@pytest.mark.parametrize(
    ("value", "since", "owing"),
    [("bureau", "2025-01-01", "top enforcement"), ("petitions", "2024-12-31", "top petitions")],
)
def test_a_department_of_the_high_court_goes_round(
    world: World, choose: Choose, value: str, since: str, owing: str
) -> None:
    top, lone = world.tree.courts["top"], Tree(world.graph, f"选{value[0]}")
    choose("roving-supervision.owner", value, since)
    made = world.make("Inspection", sort_of_inspection="roving", began_on="2025-03-03",
                      carried_out_by=world.department("top"))  # fmt: skip
    world.make("Visit", visited_on="2025-03-03", inspection=made, visits=world.tree.courts["a1"])
    assert {each[0] for each in world.owes("roving-supervision", top, period="2024")} == {"top"}
    after = world.owes("roving-supervision", top, period="2025")
    assert after[0] == (owing, "2025-01-01", "2025-12-31", "")
    assert after[1][:3] == after[0][:3]
    assert after[1][3] == "2025-03-03"
    bare = world.say("roving-supervision", lone.courts["top"], period="2025")
    function = "enforcement" if value == "bureau" else ""
    who = lone.departments["top"][function] if function else lone.courts["top"]
    assert {end.uid for each in bare for end in each.owed_by} == {who.uid}


def test_a_department_of_the_high_court_says_the_focus_of_the_year(
    world: World, choose: Choose
) -> None:
    top = world.tree.courts["top"]
    choose("annual-focus.owner", "petitions", "2025-06-01")
    choose("annual-focus.owner", "bureau", "2026-01-01")
    bureau = world.add("top", "bureau", "执行局", valid_from="2025-12-01")
    for year in (2023, 2024, 2025):
        for day in (f"{year}-01-10", f"{year}-04-10"):
            world.make("Feedback", sort_of_feedback="petition_quarterly", issued_on=day,
                       issued_by=top, covers=world.finding(f"{year}-01-05", "a1"),
                       addressed_to=world.tree.courts["a"])  # fmt: skip
    world.make("Feedback", sort_of_feedback="annual_focus", issued_on="2026-03-02",
               issued_by=bureau, covers=world.finding("2025-01-05", "a1"),
               addressed_to=world.tree.courts["a"])  # fmt: skip

    def owes(year: str) -> tuple[str, ...]:
        return world.owes("annual-focus", top, period=year)[0]

    assert owes("2024") == ("top", "2025-01-01", "2025-03-31", "2026-03-02")
    assert owes("2025") == ("top bureau", "2026-01-01", "2026-03-31", "2026-03-02")


def test_the_next_quarter_is_that_after_the_quarter_reported_on(
    world: World, choose: Choose
) -> None:
    choose("next-quarter-rectification.after_issue", "reported", "2024-01-05")
    one = world.finding("2023-09-10")

    def fed_back(on: str) -> Record:
        return world.feedback([one], on, by="top", sort="petition_quarterly")

    assert world.owes("next-quarter-rectification", fed_back("2024-01-04")) == [
        ("a", "2024-01-04", "2024-06-30", "")
    ]
    assert world.owes("next-quarter-rectification", fed_back("2024-01-05")) == [
        ("a", "2024-01-05", "2024-03-31", "")
    ]


# A6: case feedback


REJECTED = [("objection", "rejected"), ("reconsideration", "upheld")]
PARTLY = [("objection", "revoked"), ("reconsideration", "partly")]
CORRECTED = [("objection", "rejected"), ("supervision", "revoked")]
FEEDBACK: dict[str, tuple[list[tuple[str, str]], bool, str, list[str], list[str]]] = {
    # what happened, whether problems were found, the day of effect, who owes before and after
    "upheld=always": (REJECTED, False, "2023-05-08", [], ["a1 review"]),
    "upheld=never": (REJECTED, True, "2023-05-08", ["a1 review"], []),
    "parts=reconsideration": (
        PARTLY, False, "2023-05-08", ["a review", "a1 review"], ["a review"],
    ),
    "supervision=none": (CORRECTED, False, "2023-09-25", ["top review"], []),
}  # fmt: skip


@pytest.mark.parametrize("row", FEEDBACK)
def test_who_owes_case_feedback_by_choice(world: World, choose: Choose, row: str) -> None:
    """The value counts from the day of effect on; one that counts from the next day doesn't."""
    told, found, effect, before, after = FEEDBACK[row]
    name, _equals, value = row.partition("=")
    made = rulings(world, told)
    if found:
        world.finding("2023-01-10", found_by=made[0])
    late = date.fromisoformat(effect) + probes.DAY
    choose(f"case-feedback.{name}", value, str(late))
    assert [who for who, *_days in world.owes("case-feedback", *made)] == before
    choose(f"case-feedback.{name}", value, effect)
    owed = world.owes("case-feedback", *made)
    assert [who for who, *_days in owed] == after
    assert {since for _who, since, *_due in owed} <= {effect}


def test_feedback_that_is_always_owed_is_discharged_like_any(world: World, choose: Choose) -> None:
    choose("case-feedback.upheld", "一律反馈", "2023-05-07")
    objection, _above = rulings(world, REJECTED)
    world.feedback([], "2023-05-22", about_ruling=objection)
    assert world.owes("case-feedback", objection) == [
        ("a1 review", "2023-05-08", "2023-05-22", "2023-05-22")
    ]


def test_the_court_whose_sanction_was_reversed_feeds_back_itself(
    world: World, choose: Choose
) -> None:
    choose("case-feedback.sanction", "own", "2023-05-08")

    def reversed_(sort: str, on: str = "2023-05-08") -> Record:
        act = world.act_in("a1", sort=sort)
        return world.review(act, "revoked", on, "a", "reconsideration")

    before, after = reversed_("sanction", "2023-05-05"), reversed_("sanction")
    owed = ("a1", "2023-05-08", "2023-05-22")
    assert world.owes("case-feedback", before, after, reversed_("seizure")) == [
        ("a review", "2023-05-05", "2023-05-18", ""), ("a review", *owed[1:], ""), (*owed, ""),
    ]  # fmt: skip
    world.feedback([], "2023-05-10", by="a", about_ruling=after)
    assert world.owes("case-feedback", after) == [(*owed, "")]
    assert "不是应反馈的单位" in world.flags("case-feedback", after)[0]
    world.feedback([], "2023-05-11", about_ruling=after)
    assert world.owes("case-feedback", after) == [(*owed, "2023-05-11")]


# once in so many periods


def test_one_analysis_in_two_quarters(world: World, choose: Choose) -> None:
    top = world.tree.courts["top"]
    choose("review-analysis.quarters", "2", "2024-04-01")
    world.make("Feedback", sort_of_feedback="analysis", issued_on="2024-02-05",
               issued_by=world.department("top", "review"))  # fmt: skip

    def done(period: str) -> str:
        return world.owes("review-analysis", top, period=period)[0][3]

    assert [done(f"2024Q{n}") for n in (1, 2, 3)] == ["2024-02-05", "2024-02-05", ""]
    assert done("2023Q4") == "2024-02-05"  # late
    world.make("Feedback", sort_of_feedback="analysis", issued_on="2024-12-30", issued_by=top)
    assert [done(f"2024Q{n}") for n in (2, 3, 4)] == ["2024-02-05", "2024-12-30", "2024-12-30"]


def test_typical_rulings_by_intermediate_courts_every_other_year(
    world: World, choose: Choose
) -> None:
    choose("typical-cases.levels", "intermediate", "2024-01-01")
    choose("typical-cases.levels", "basic", "2025-01-01")
    choose("typical-cases.years", "2", "2024-01-01")
    reviews = {court: world.department(court, "review") for court in ("top", "a", "a1")}
    for by, on in (("top", "2023-05-08"), ("a", "2024-05-06")):
        world.make("TypicalCase", gist="超标的查封", published_on=on, published_by=reviews[by])

    def owes(year: str) -> dict[str, str]:
        said = [world.owes("typical-cases", each, period=year) for each in reviews.values()]
        return {each[0][0]: each[0][3] for each in said if each}

    assert owes("2022") == {"top review": "2023-05-08"}
    assert owes("2024") == {"top review": "2023-05-08", "a review": "2024-05-06"}
    assert owes("2025") == {"top review": "", "a review": "2024-05-06", "a1 review": ""}


def test_courts_that_meet_publish_inspect_and_report_less_often(
    other: b.World, choose: Choose
) -> None:
    """Two years, or two quarters, of which the period is the second: what was done in the first is
    enough. The stored duties say the same."""
    a1 = other.tree.courts["a1"]
    choose("judges-meeting.quarters", "2", "2024-10-01")
    for name in ("congress-report.years", "standards-disclosure.years", "special-inspection.years"):
        choose(name, "2", "2024-01-01")
    other.meeting("2024-07-01")
    other.statement("congress_report", "2023-03-06")
    for kind in ("filing", "fees", "risks", "norms", "procedure"):
        other.statement("standards", "2023-04-03", standard=kind)
    other.make("Inspection", began_on="2023-05-08", carried_out_by=other.at("a1", "bureau"),
               measures="整改", sort_of_inspection="special", subject="funds",
               inspects=a1)  # fmt: skip
    for code, before, enough, after in (
        ("judges-meeting", "2024Q3", "2024Q4", "2025Q1"),
        ("congress-report", "2023", "2024", "2025"),
        ("standards-disclosure", "2023", "2024", "2025"),
        ("special-inspection", "2023", "2024", "2025"),
    ):
        assert other.one(code, a1, period=before).closure == "met", code
        assert other.one(code, a1, period=enough).closure == "met", code
        assert other.one(code, a1, period=after).closure == "open", code


def test_one_report_of_call_backs_in_three_months(other: b.World, choose: Choose) -> None:
    """It names a month; what is open of the two months after it hears of it when it comes late."""
    command = other.at("a1", "command")
    bodies = [other.at("a1", each) for each in ("discipline_team", "supervision_office")]
    choose("callback-statistics.months", "3", "2024-03-01")
    for on in ("2024-01-15", "2024-02-15", "2024-03-15", "2024-04-15"):
        other.callback(other.case(), "phone", on)

    def done() -> list[str]:
        found = [other.one("callback-statistics", command, f"2024M0{n}") for n in range(1, 5)]
        return [str(each.closed_on or "") for each in found]

    assert done() == ["", "", "", ""]
    other.statement("callback_statistics", "2024-05-06", command, period="2024-01",
                    addressed_to=bodies)  # fmt: skip
    assert done() == ["2024-05-06", "2024-05-06", "2024-05-06", ""]  # February: since 1 March
    other.statement("callback_statistics", "2024-02-20", command, period="2024-02",
                    addressed_to=bodies)  # fmt: skip
    assert "当月结束前" in b.flags(other.one("callback-statistics", command, "2024M04"))[0]
    assert done()[3] == ""


# A16, B2, B4, F2


@pytest.mark.parametrize("code", ["node-disclosure", "node-push"])
def test_the_department_that_handles_the_case_discloses(
    other: b.World, choose: Choose, code: str
) -> None:
    choose(f"{code}.owner", "department", "2024-05-06")
    person = other.officer(("a1", "review", None, "2024-05-06"),
                           ("a1", "enforcement", "2024-05-07", None))  # fmt: skip
    clerk, away = (
        other.officer(("a1", "enforcement", None, None)),
        other.officer(("b1", "enforcement", None, None)),
    )
    handled = other.case(handlers=b._links([
        {"uid": person.uid, "role": "handler"}, {"uid": clerk.uid, "role": "clerk"},
    ]))  # fmt: skip
    lone, strange = other.case(), other.case(handlers=away)

    def owing(on: str, case: Record, **values: Any) -> b.Judged:
        node = other.make("Disclosure", node="property", passed_on=on, on=case, **values)
        return other.one(code, node)

    court = {other.tree.courts["a1"].uid}
    assert b.debtors(owing("2024-05-05", handled)) == court
    assert b.debtors(owing("2024-05-06", handled)) == {other.at("a1", "review").uid}
    assert b.debtors(owing("2024-05-07", handled)) == {other.at("a1").uid}
    assert b.debtors(owing("2024-05-07", lone)) == court
    assert b.debtors(owing("2024-05-07", strange)) == court
    done = owing("2024-05-07", handled, disclosed_on="2024-05-08", pushed_on="2024-05-08")
    assert b.said(done)[2] == "2024-05-08"


@pytest.mark.parametrize("code", ["node-disclosure", "node-push"])
def test_a_node_beyond_the_ten_is_disclosed(other: b.World, choose: Choose, code: str) -> None:
    choose(f"{code}.nodes", "all", "2024-05-06")

    def owed(node: str, on: str) -> int:
        passed = other.make("Disclosure", node=node, named="送达", passed_on=on, on=other.case())
        return len(other.owed(code, passed))

    asked = [owed(node, on) for on in ("2024-05-05", "2024-05-06") for node in ("hearing", "other")]
    assert asked == [1, 0, 1, 1]


def test_a_node_beyond_the_ten_has_a_name(other: b.World) -> None:
    case = other.case()
    with pytest.raises(Invalid) as refused:
        other.make("Disclosure", node="other", passed_on="2024-05-06", on=case)
    assert "请写明是哪个节点" in refused.value.faults["named"].zh
    hearing = other.make("Disclosure", node="hearing", passed_on="2024-05-06", on=case)
    with pytest.raises(Invalid):
        other.change(hearing, node="other")
    other.change(hearing, node="other", named="送达")


def test_no_report_on_integrity_is_asked_for(other: b.World, choose: Choose) -> None:
    choose("case-integrity-report.asked", "none", "2024-04-08")
    person = other.officer()

    def reports(on: str) -> int:
        case = other.case(filed_on="2023-11-01", concluded_on=on, outcome="executed",
                          handlers=person)  # fmt: skip
        return len(other.owed("case-integrity-report", case))

    assert [reports(on) for on in ("2024-04-07", "2024-04-08")] == [1, 0]


def test_the_months_draw_is_from_the_years_cases(other: b.World, choose: Choose) -> None:
    """5 % of the 9 cases of February is one; of the 9 + 43 of the year up to March, 2.6, is three,
    though none was concluded in March."""
    choose("monthly-draw.span", "year", "2024-04-01")
    command = other.at("a1", "command")
    cases = b._concluded(other, 52, "2024-01-31")
    other.graph.write(lambda tx: tx.run(
        "UNWIND $uids AS uid MATCH (k:Case {uid: uid}) SET k.concluded_on = date('2024-02-19')",
        uids=cases[:9],
    ))  # fmt: skip
    for uid in cases[:3]:
        other.callback(uid, "message", "2024-03-05")
        other.callback(uid, "message", "2024-04-05")

    def draw(month: str, on: str, many: int) -> Record:
        return other.make("Draw", month=month, drawn_on=on, drawn_by=command, concluded=9,
                          selected=cases[:many])  # fmt: skip

    draw("2024-02", "2024-03-04", 1)
    assert b.said(other.one("monthly-draw", command, period="2024M02"))[2] == "2024-03-05"
    few = draw("2024-03", "2024-04-02", 2)
    each = other.one("monthly-draw", command, period="2024M03")
    assert b.said(each) == ("2024-04-01", "2024-04-10", "")
    assert "不足52件的5%" in b.flags(each)[0]
    other.change(few, selected=cases[:3])
    assert b.said(other.one("monthly-draw", command, period="2024M03"))[2] == "2024-04-05"
    assert other.owed("monthly-draw", command, period="2023M12") == []


def test_a_conclusion_entered_late_counts_for_the_years_later_months(
    graph: Graph, choose: Choose
) -> None:
    """Of the 9 cases of January one is enough in February and in March; of 40, two."""
    other = b.World(graph, "选丙")
    choose("monthly-draw.span", "year", "2024-03-01")
    command = other.at("a1", "command")
    cases = b._concluded(other, 39, "2023-12-29")

    def of_january(uids: list[str]) -> None:
        graph.write(lambda tx: tx.run(
            "UNWIND $uids AS uid MATCH (k:Case {uid: uid}) "
            "SET k.concluded_on = date('2024-01-31')", uids=uids,
        ))  # fmt: skip

    def met() -> list[str]:
        each = [other.one("monthly-draw", command, period=f"2024M0{month}") for month in (2, 3)]
        return [b.said(duty)[2] for duty in each]

    of_january(cases[:9])
    other.callback(cases[0], "message", "2024-05-06")
    for month in ("2024-02", "2024-03"):
        other.make("Draw", month=month, drawn_on="2024-05-06", drawn_by=command, concluded=9,
                   selected=cases[:1])  # fmt: skip
    assert met() == ["2024-05-06", "2024-05-06"]
    of_january(cases)
    other.case(filed_on="2023-11-01", concluded_on="2024-01-31", outcome="executed")
    assert met() == ["", ""]


def test_who_did_not_answer_is_called(other: b.World, choose: Choose) -> None:
    choose("phone-callback.silent", "called", "2024-03-04")
    before, after = other.case(), other.case()
    first = other.callback(before, "message", "2024-03-01", "silent")
    second = other.callback(after, "message", "2024-03-04", "silent")
    assert other.owed("phone-callback", first) == []
    assert b.said(other.one("phone-callback", second)) == ("2024-03-04", "2024-03-18", "")
    other.callback(after, "phone", "2024-03-06", "silent", escalates=second)
    assert b.said(other.one("phone-callback", second))[2] == "2024-03-06"


def test_a_report_amiss_is_reason_enough_to_talk(other: b.World, choose: Choose) -> None:
    choose("trip-reminder.both", "either", "2024-06-10")
    other.head()
    person, case = other.officer(), other.case()

    def untruthful(on: str) -> Record:
        trip = other.trip(person, "2024-06-03", "2024-06-05", case=case)
        other.report(trip, person, on, truthfulness="untruthful")
        return trip

    assert other.owed("trip-reminder", untruthful("2024-06-07")) == []
    assert b.said(other.one("trip-reminder", untruthful("2024-06-10")))[0] == "2024-06-10"


# A4: escalation


def test_the_steps_come_in_the_order_chosen(
    graph: Graph, tree: Tree, choose: Choose, system: Any
) -> None:
    """Due on 2 June 2025, today being the 18th; no step depends on whether there was an
    interview."""
    department = tree.departments["a1"]["enforcement"]
    with probes.probe_rules():
        number = probes.owe(tree, probes.FEEDBACK, tree.petition("1"), department, date(2025, 6, 2))
        with graph.reading() as tx:
            duty = records.get(tx, system, type_of("Duty"), number)
        choose("escalation.order", "提醒 → 约谈 → 通报 → 督办", "2025-06-10")

        def next_(today: date) -> list[str]:
            with graph.reading() as tx:
                found = escalation.next_steps(tx, probes.FEEDBACK, duty, today)
                assert escalation.offers(
                    escalation.steps_of(probes.FEEDBACK, load(tx), today), duty.due_on,
                    escalation.taken(tx, duty.uid), 5, calendar_of(tx),
                ) == found  # fmt: skip
            return [f"{each.step} {each.since}" for each in found]

        actor = tree.actor("a1", Role.SUPERVISOR)
        escalation.take(graph, actor, number, "remind", "请尽快办理")
        assert next_(date(2025, 6, 9)) == ["notice 2025-06-25"]
        assert next_(date(2025, 6, 18)) == ["interview 2025-06-25", "notice 2025-07-02"]
        choose("escalation.order", "remind-interview-order", "2025-06-16")
        assert next_(date(2025, 6, 18)) == ["interview 2025-06-25", "order 2025-07-02"]
        with pytest.raises(OutOfOrder, match="has no such step"):
            escalation.take(graph, actor, number, "notice", "请说明未办理的原因")
        choose("escalation.order", "remind-notice-order", "2025-06-17")
        clock.fix_today(date(2025, 6, 25))
        escalation.take(graph, actor, number, "notice", "请说明未办理的原因")
        assert next_(date(2025, 6, 25)) == ["order 2025-07-02"]


def test_a_courts_own_supervisors_may_urge_it(graph: Graph, tree: Tree, choose: Choose) -> None:
    with probes.probe_rules():
        number = probes.owe(
            tree, probes.FEEDBACK, tree.petition("1"), tree.courts["a1"], date(2025, 6, 2)
        )
        own, beside = (tree.actor(court, Role.SUPERVISOR) for court in ("a1", "b1"))
        choose("escalation.owner", "own", "2025-06-19")
        with pytest.raises(NotAllowed):
            escalation.take(graph, own, number, "remind", "请尽快办理")
        clock.fix_today(date(2025, 6, 19))
        assert escalation.take(graph, own, number, "remind", "请尽快办理").step == "remind"
        with graph.reading() as tx:
            duty = records.get(tx, own, type_of("Duty"), number)
            assert escalation.why_not(tx, beside, duty) is not None
