"""The rules of A13, A15, A16, B1–B5 and F2, each judged by hand: who owes it, since when, by which
day, and which record discharges it. 2024 begins on a Monday and has a leap day."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from graph import clock, records
from graph.duties import escalation, reading
from graph.duties.engine import Frame, Judged, Trigger, judged
from graph.duties.inbox import What
from graph.duties.periods import Period
from graph.duties.questions import candidates, window
from graph.duties.table import RULES
from graph.errors import NotFound
from graph.model import Link, Record, type_of
from graph.operations.duties.inbox import latest
from graph.scope import Actor, Role
from graph.session import Graph, Reader
from tests.conftest import Tree

TODAY = date(2025, 6, 30)
Day = str | None

BY_CHANGE = {"trip-reminder", "trip-discipline"}
"""Rules whose event is the last of several things said of a trip: the change finds it."""
PARTS_BY_CHANGE = {"key-case-tracking"}
"""Rules whose first duty alone may be brought by time."""


class World:
    """One tree for all tests here, with the bodies of B1; each test makes records of its own."""

    def __init__(self, graph: Graph, code: str = "") -> None:
        self.graph = graph
        self.tree = Tree(graph, code or f"规{next(_serial)}")
        self.serial = itertools.count(1)
        for function in ("bureau", "command", "supervision_office", "discipline_team"):
            at = "stationed_at" if function == "discipline_team" else "of"
            for court in ("a", "a1"):
                self.tree.departments[court][function] = self.tree.create(
                    "Department", number=f"{self.tree.code}{court}-{function}", name=function,
                    function=function, **{at: self.tree.courts[court]},
                )  # fmt: skip
        topic = self.make("Topic", name=f"{self.tree.code}类别")
        self.problem = self.make("Problem", code=f"{self.tree.code}P", name="问题", within=topic)

    def make(self, label: str, **values: Any) -> Record:
        """A record with a number of its own."""
        if "number" in type_of(label).fields and "number" not in values:
            values["number"] = f"{self.tree.code}-{label}-{next(self.serial)}"
        return self.tree.create(label, **values)

    def case(self, court: str = "a1", **values: Any) -> Record:
        return self.tree.case(str(next(self.serial)), court, **values)

    def at(self, court: str, function: str = "enforcement") -> Record:
        return self.tree.departments[court][function]

    def officer(self, *posts: tuple[str, str, Day, Day], **values: Any) -> Record:
        """An officer with posts: court, function, first and last day."""
        links = [
            {"uid": self.at(court, function).uid, "from": since, "to": until}
            for court, function, since, until in posts or (("a1", "enforcement", None, None),)
        ]
        return self.make("Officer", name="某人", serves=_links(links), **values)

    def finding(
        self, on: str, court: str = "a1", status: str = "established", **values: Any
    ) -> Record:
        values = {"problem": self.problem, **values}
        return self.make("Finding", status=status, occurred_on=on, at=self.tree.courts[court],
                         **values)  # fmt: skip

    def feedback(self, covers: Any, on: str, to: Any = None, **values: Any) -> Record:
        values = {"sort_of_feedback": "case", "issued_by": self.at("a1", "review"), **values}
        return self.make("Feedback", issued_on=on, received_on=on, covers=covers,
                         addressed_to=to or self.at("a1"), **values)  # fmt: skip

    def fixed(self, answers: Any, fixes: Any, opened: str, closed: Day = None, by: Any = None,
              **values: Any) -> Record:  # fmt: skip
        values = {"evidence": "整改材料", **values}
        return self.make(
            "Rectification", opened_on=opened, closed_on=closed, answers=answers, fixes=fixes,
            state="closed" if closed else "open", carried_out_by=by or self.at("a1"), **values,
        )  # fmt: skip

    def head(self, court: str = "a1", function: str = "enforcement") -> Record:
        """An officer who leads a department."""
        lead = _links([{"uid": self.at(court, function).uid, "from": None, "to": None}])
        return self.officer((court, function, None, None), leads=lead)

    def callback(self, about: Any, way: str, on: str, answer: str = "satisfied", by: Any = None,
                 **values: Any) -> Record:  # fmt: skip
        return self.make("Callback", way=way, made_on=on, answer=answer, asks_about=about,
                         made_by=by or self.at("a1", "command"), **values)  # fmt: skip

    def meeting(self, on: str, court: str = "a1", sort: str = "judges", **values: Any) -> Record:
        return self.make("Meeting", sort_of_meeting=sort, held_on=on,
                         held_by=self.tree.courts[court], **values)  # fmt: skip

    def statement(self, sort: str, on: str, by: Any = None, **values: Any) -> Record:
        return self.make("Statement", sort_of_statement=sort, issued_on=on,
                         issued_by=by or self.tree.courts["a1"], **values)  # fmt: skip

    def trip(self, who: Any, left: str, returned: Day = None, **values: Any) -> Record:
        values = {"sent_by": self.at("a1"), **values}
        return self.make("Trip", destination="外地", left_on=left, returned_on=returned,
                         made_by=who, **values)  # fmt: skip

    def report(self, trip: Record, who: Record, on: str, **values: Any) -> Record:
        return self.make("TripReport", reports=trip, written_by=who, reported_on=on, **values)

    def change(self, record: Record, **values: Any) -> None:
        kind = record.declared
        key = str(getattr(record, kind.key))
        with self.graph.reading() as tx:
            version = records.get(tx, self.tree.system, kind, key).version
        records.change(self.graph, self.tree.system, kind, key, version, values)

    def owed(self, code: str, *triggers: Record, period: str = "") -> list[Judged]:
        """What the rule says, in the order of time. What time alone brings is found by sweep: the
        trigger is a candidate of the day on which each duty opens. What the writes before have
        kept is the same."""
        rule, span = RULES[code], Period.read(period) if period else None
        with self.graph.reading() as tx:
            made = judged(tx, rule, [Trigger(each.uid, span) for each in triggers])
            kept = _kept(tx, made)
            for each in made:
                if code not in BY_CHANGE and not (each.part and code in PARTS_BY_CHANGE):
                    before = each.opened_on - timedelta(days=1)
                    found = candidates(tx, rule, before, each.opened_on)
                    assert each.trigger.uid in {row["trigger"] for row in found}, (code, each)
                if each.number in kept or not (rule.every or rule.latent):
                    assert kept.get(each.number) == _state(each), code
        return sorted(made, key=lambda each: (each.opened_on, each.part))

    def one(self, code: str, trigger: Record, period: str = "") -> Judged:
        (found,) = self.owed(code, trigger, period=period)
        return found


_serial = itertools.count(1)


def _links(ends: list[dict[str, Any]]) -> list[Any]:
    """Relations with properties: ``from`` and ``to`` as one writes days."""
    return [
        Link(each["uid"], "", "", {
            name: day(value) if name in ("from", "to") else value
            for name, value in each.items() if name != "uid" and value
        })
        for each in ends
    ]  # fmt: skip


@pytest.fixture(scope="module")
def world(graph: Graph) -> World:
    return World(graph)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    clock.fix_today(TODAY)
    yield
    clock.fix_today(None)


def _kept(tx: Reader, made: list[Judged]) -> dict[str, tuple[object, ...]]:
    """The stored duties of these, by number, as ``_state`` has them."""
    rows = tx.run(
        "UNWIND $numbers AS number MATCH (d:Duty {number: number}) RETURN number, "
        "d.closure AS closure, d.opened_on AS opened, d.due_on AS due, d.closed_on AS closed, "
        "[(d)-[:OWED_BY]->(o) | o.uid] AS debtors, [(d)-[:DISCHARGED_BY]->(r) | r.uid] AS by",
        numbers=[each.number for each in made],
    )
    return {
        row["number"]: (
            row["closure"], row["opened"], row["due"], row["closed"], set(row["debtors"]),
            set(row["by"]),
        )
        for row in rows
    }  # fmt: skip


def _state(each: Judged) -> tuple[object, ...]:
    by = {end.uid for end in each.by}
    return (each.closure, each.opened_on, each.due_on, each.closed_on, debtors(each), by)


def day(text: str) -> date:
    return date.fromisoformat(text)


def debtors(each: Judged) -> set[str]:
    return {end.uid for end in each.owed_by}


def said(each: Judged) -> tuple[str, str, str]:
    """Since when, until when, done when ("" where open)."""
    return str(each.opened_on), str(each.due_on), str(each.closed_on or "")


def flags(each: Judged) -> list[str]:
    return [flag.zh for flag in each.flags]


def test_every_item_of_feedback_is_put_right_with_evidence_by_the_body_that_got_it(
    world: World,
) -> None:
    f, g = world.finding("2024-01-05"), world.finding("2024-01-06")
    b = world.feedback([f, g], "2024-01-31", to=[world.at("a1"), world.at("a1", "review")])
    open_ = world.one("rectification", b)
    assert said(open_) == ("2024-01-31", "2024-03-01", "")  # 30 days over the leap day
    assert debtors(open_) == {world.at("a1").uid}
    person = world.officer()
    first = world.fixed(b, f, "2024-02-01", "2024-02-20", responsible=person)
    world.fixed(b, g, "2024-02-01", "2024-02-21", evidence=None)
    elsewhere = world.fixed(b, g, "2024-02-01", "2024-02-22", by=world.at("b1"))
    partly = world.one("rectification", b)
    assert partly.closure == "open"
    assert {end.uid for end in partly.by} == {first.uid}
    assert debtors(partly) == {world.at("a1").uid, person.uid}
    assert partly.owed_at is not None
    assert partly.owed_at.uid == world.at("a1").uid
    assert any("没有整改证据" in flag for flag in flags(partly))
    assert any(f"{elsewhere.number}由其他法院" in flag for flag in flags(partly))
    world.fixed(b, g, "2024-02-01", "2024-03-04", due_on="2024-03-15")
    done = world.one("rectification", b)
    assert said(done) == ("2024-01-31", "2024-03-15", "2024-03-04")


def test_what_no_longer_stands_or_is_only_a_copy_asks_for_no_rectification(world: World) -> None:
    f = world.finding("2024-01-05", status="void")
    lost = world.one("rectification", world.feedback(f, "2024-02-01"))
    assert lost.closure == "void"
    assert lost.reason
    assert "不成立" in lost.reason.zh
    copy = world.feedback(world.finding("2024-01-05"), "2024-02-01", to=world.at("a1", "review"))
    assert world.owed("rectification", copy) == []
    assert world.owed("rectification", world.feedback([], "2024-02-01")) == []
    quarterly = world.feedback([], "2024-02-01", sort_of_feedback="quarterly")
    assert world.one("rectification", quarterly).closure == "open"


def test_an_officer_who_got_feedback_owes_it_at_the_department_of_that_day(world: World) -> None:
    moved = world.officer(("a1", "enforcement", "2020-01-01", "2024-02-29"),
                          ("b1", "enforcement", "2024-03-01", None))  # fmt: skip
    for on, court in (("2024-02-29", "a1"), ("2024-03-01", "b1")):
        each = world.one("rectification", world.feedback(world.finding("2024-01-05"), on, to=moved))
        assert debtors(each) == {moved.uid}
        assert each.owed_at is not None
        assert each.owed_at.uid == world.at(court).uid


def test_opinions_of_inspections_and_minutes_are_put_right_too(world: World) -> None:
    a1 = world.tree.courts["a1"]
    inspection = world.make("Inspection", sort_of_inspection="judicial", began_on="2024-03-01",
                            ended_on="2024-03-29", opinion="立即整改", inspects=a1,
                            carried_out_by=world.tree.courts["a"])  # fmt: skip
    each = world.one("rectification", inspection)
    assert said(each) == ("2024-03-29", "2024-04-28", "")
    assert debtors(each) == {a1.uid}
    world.fixed(inspection, None, "2024-04-01", "2024-04-28")
    assert said(world.one("rectification", inspection))[2] == "2024-04-28"
    minutes = world.make("Opinion", form="minutes", issued_on="2024-05-06", due_on="2024-05-20",
                         arises_from=world.meeting("2024-05-06"), binds=world.at("a1"))  # fmt: skip
    assert said(world.one("rectification", minutes)) == ("2024-05-06", "2024-05-20", "")


def test_what_a_court_and_an_officer_owe_belongs_to_the_court(world: World) -> None:
    elsewhere = world.officer(("a2", "enforcement", "2020-01-01", None))
    inspection = world.make("Inspection", sort_of_inspection="special", began_on="2024-03-04",
                            ended_on="2024-03-29", opinion="限期整改",
                            inspects=world.tree.courts["a1"],
                            carried_out_by=world.tree.courts["a"])  # fmt: skip
    world.fixed(inspection, [], "2024-04-02", responsible=elsewhere)
    each = world.one("rectification", inspection)
    assert debtors(each) == {world.tree.courts["a1"].uid, elsewhere.uid}
    with world.graph.reading() as tx:
        home = tx.one("MATCH (d:Duty {number: $number}) RETURN d.c3 AS c3", number=each.number)
    assert home == {"c3": world.tree.code_of("a1")}


def test_a_closed_rectification_is_filed_with_the_own_judges_meeting_by_the_quarters_end(
    world: World,
) -> None:
    b = world.feedback(world.finding("2024-01-05"), "2024-01-31")

    def closed(on: str, meeting: Record | None = None) -> Judged:
        each = world.fixed(
            b, None, "2024-02-01", on, **({"filed_with": meeting} if meeting else {})
        )
        return world.one("rectification-filing", each)

    assert said(closed("2024-03-31")) == ("2024-03-31", "2024-03-31", "")
    assert said(closed("2024-04-01")) == ("2024-04-01", "2024-06-30", "")
    assert said(closed("2024-03-29", world.meeting("2024-03-29")))[2] == "2024-03-29"
    late = closed("2024-03-29", world.meeting("2024-04-02"))
    assert said(late) == ("2024-03-29", "2024-03-31", "2024-04-02")
    other = closed("2024-03-29", world.meeting("2024-03-30", court="b1"))
    assert other.closure == "open"
    assert "其他法院" in flags(other)[0]
    early = closed("2024-03-29", world.meeting("2024-03-28"))
    assert early.closure == "open"
    assert "早于销号" in flags(early)[0]
    assert world.owed("rectification-filing", world.fixed(b, None, "2024-02-01")) == []


def test_the_court_above_checks_what_was_fed_back_closed_or_not(world: World) -> None:
    b = world.feedback(world.finding("2024-01-05"), "2024-06-30")
    next_day = world.feedback(world.finding("2024-01-05"), "2024-07-01")
    assert said(world.one("rectification-check", b)) == ("2024-06-30", "2024-12-31", "")
    assert said(world.one("rectification-check", next_day)) == ("2024-07-01", "2025-06-30", "")
    assert debtors(world.one("rectification-check", b)) == {world.tree.courts["a"].uid}

    def check(of: Record, on: str, result: str = "carried_out", by: str = "a") -> Record:
        return world.make("Check", checks=of, checked_on=on, result=result, made_by=world.at(by))

    check(b, "2024-07-10", by="a1")
    own = world.one("rectification-check", b)
    assert own.closure == "open"
    assert "不是其上级法院" in flags(own)[0]
    failed = check(world.fixed(b, None, "2024-07-01"), "2024-09-02", "not_carried_out")
    first, again = world.owed("rectification-check", b)
    assert said(first) == ("2024-06-30", "2024-12-31", "2024-09-02")
    assert said(again) == ("2024-09-02", "2025-06-30", "")
    assert again.part.endswith(failed.uid)
    check(b, "2025-01-06")
    assert [said(each)[2] for each in world.owed("rectification-check", b)] == [
        "2024-09-02", "2025-01-06",
    ]  # fmt: skip


def test_what_the_high_court_got_would_be_checked_outside_of_the_tree(world: World) -> None:
    b = world.feedback(world.finding("2024-01-05", "top"), "2024-02-01", to=world.at("top"))
    each = world.one("rectification-check", b)
    assert each.closure == "void"
    assert each.reason
    assert "不在本省法院体系内" in each.reason.zh


def test_a_failed_check_owes_a_notice_to_the_head_of_enforcement(world: World) -> None:
    director = world.officer(("a1", "bureau", None, None))
    world.change(director, serves=_links([
        {"uid": world.at("a1", "bureau").uid, "post": "执行局长"}]))  # fmt: skip
    b = world.feedback(world.finding("2024-01-05"), "2024-02-01")
    check = world.make("Check", checks=b, checked_on="2024-09-27", result="recurring",
                       made_by=world.at("a"))  # fmt: skip

    def notice(on: str, to: Any, by: str = "a") -> Record:
        return world.make("Notice", issued_on=on, issued_by=world.tree.courts[by], cites=check,
                          addressed_to=to)  # fmt: skip

    each = world.one("director-notice", check)
    assert said(each) == ("2024-09-27", "2024-10-16", "")  # over the National Day
    assert debtors(each) == {world.tree.courts["a"].uid}
    notice("2024-09-30", world.at("a1"))
    notice("2024-09-30", director, by="b")
    still = world.one("director-notice", check)
    assert still.closure == "open"
    said_of = " ".join(flags(still))
    assert "没有通报执行局长" in said_of
    assert "不是其上级法院的通报" in said_of
    given = notice("2024-10-17", director)
    done = world.one("director-notice", check)
    assert said(done)[2] == "2024-10-17"
    assert {end.uid for end in done.by} == {given.uid}
    good = world.make("Check", checks=b, checked_on="2024-11-01", result="carried_out",
                      made_by=world.at("a"))  # fmt: skip
    assert world.owed("director-notice", good) == []


def test_a_problem_fed_back_that_appears_again_owes_one_since_it_was_found(world: World) -> None:
    problem = world.make("Problem", code=f"{world.tree.code}R", name="复发",
                         within=world.make("Topic", name=f"{world.tree.code}复发类"))  # fmt: skip
    f = world.finding("2024-01-05", problem=problem)
    b = world.feedback(f, "2024-02-01")
    again = world.finding("2024-03-04", problem=problem)
    assert again.uid
    petition = world.tree.petition(f"{next(world.serial)}", received_on="2024-03-20")
    verified = world.make("Verification", verified_on="2024-04-02", result="true",
                          verifies=petition, handled_by=world.at("a1"))  # fmt: skip
    world.change(again, found_by=verified)
    _recurs(world, again, b)
    each = world.one("director-notice", again)
    assert said(each) == ("2024-04-02", "2024-04-17", "")  # Qingming; 7 April is worked
    world.make("Notice", issued_on="2024-04-10", issued_by=world.at("a"), cites=b,
               addressed_to=world.at("a1", "bureau"))  # fmt: skip
    assert said(world.one("director-notice", again))[2] == "2024-04-10"
    assert world.owed("director-notice", f) == []


def _recurs(world: World, finding: Record, feedback: Record) -> None:
    """The edge as the keeper of recurrence makes it, and a change of the finding after it."""
    world.graph.write(lambda tx: tx.run(
        "MATCH (g:Finding {uid: $g}), (b:Feedback {uid: $b}) MERGE (g)-[:RECURS_AFTER]->(b)",
        g=finding.uid, b=feedback.uid,
    ))  # fmt: skip
    world.change(finding, description="再次发生")


def test_every_court_holds_a_judges_meeting_a_quarter(world: World) -> None:
    a1 = world.tree.courts["a1"]

    def quarter(name: str) -> tuple[str, str, str]:
        return said(world.one("judges-meeting", a1, period=name))

    assert quarter("2022Q1") == ("2022-01-01", "2022-03-31", "")
    world.meeting("2022-03-31", court="b1")
    world.meeting("2022-02-01", sort="joint")
    assert quarter("2022Q1")[2] == ""
    world.meeting("2022-04-01")
    assert quarter("2022Q1")[2] == "2022-04-01"  # made up for, late
    assert quarter("2022Q2")[2] == "2022-04-01"
    world.meeting("2022-03-31")
    assert quarter("2022Q1")[2] == "2022-03-31"
    assert world.owed("judges-meeting", a1, period="2021Q4") == []  # begun before the document
    gone = world.make("Court", code=f"{world.tree.code}gone", name="撤销的法院", level="basic",
                      under=world.tree.courts["a"], valid_from="2022-04-01",
                      valid_to="2022-08-15")  # fmt: skip
    assert len(world.owed("judges-meeting", gone, period="2022Q2")) == 1
    assert world.owed("judges-meeting", gone, period="2022Q3") == []
    assert world.owed("judges-meeting", gone, period="2022Q1") == []


def test_agreement_of_a_meeting_goes_into_minutes_and_the_ledger(world: World) -> None:
    agreed = world.meeting("2024-03-01", agreed=True)
    assert said(world.one("meeting-minutes", agreed)) == ("2024-03-01", "2024-03-15", "")
    world.change(agreed, minutes_on="2024-03-11")
    assert said(world.one("meeting-minutes", agreed))[2] == "2024-03-11"
    opinion = world.make("Opinion", form="minutes", issued_on="2024-03-11", arises_from=agreed,
                         binds=world.at("a1"))  # fmt: skip
    waiting = world.one("meeting-minutes", agreed)
    assert waiting.closure == "open"
    assert "尚未列入" in flags(waiting)[0]
    world.fixed(opinion, None, "2024-03-18")
    assert said(world.one("meeting-minutes", agreed))[2] == "2024-03-18"
    assert world.owed("meeting-minutes", world.meeting("2024-03-01", agreed=False)) == []


def test_five_per_cent_of_the_months_cases_are_drawn_and_messages_sent(world: World) -> None:
    command = world.at("a1", "command")
    cases = _concluded(world, 51, "2024-02-29")
    empty = world.owed("monthly-draw", command, period="2024M01")
    each = world.one("monthly-draw", command, period="2024M02")
    assert empty == []
    assert said(each) == ("2024-03-01", "2024-03-10", "")
    assert debtors(each) == {command.uid}
    draw = world.make("Draw", month="2024-02", drawn_on="2024-03-04", concluded=51,
                      drawn_by=command, selected=cases[:2])  # fmt: skip
    few = world.one("monthly-draw", command, period="2024M02")
    assert few.closure == "open"
    assert "不足51件的5%" in flags(few)[0]
    world.change(draw, selected=cases[:3])  # 2.55 is rounded to 3
    for uid in cases[:2]:
        world.callback(uid, "message", "2024-03-05")
    assert "尚未全部发送短信" in flags(world.one("monthly-draw", command, period="2024M02"))[0]
    world.callback(cases[2], "message", "2024-03-11")
    late = world.one("monthly-draw", command, period="2024M02")
    assert said(late)[2] == "2024-03-11"
    assert {end.uid for end in late.by} == {draw.uid}


def test_a_command_centre_above_may_draw_for_its_area(world: World) -> None:
    command = world.at("a1", "command")
    case = world.case(filed_on="2023-01-05", concluded_on="2023-05-31", outcome="executed")
    world.make("Draw", month="2023-05", drawn_on="2023-06-05", concluded=20,
               drawn_by=world.at("a", "command"), selected=case)  # fmt: skip
    assert said(world.one("monthly-draw", command, period="2023M05"))[2] == "2023-06-05"
    drawer = world.at("a", "command")
    assert world.one("monthly-draw", drawer, period="2023M05").closure == "open"
    world.callback(case, "message", "2023-06-06", by=drawer)
    assert said(world.one("monthly-draw", drawer, period="2023M05"))[2] == "2023-06-06"


def _concluded(world: World, many: int, on: str) -> list[str]:
    """Enforcement cases of a1, made in one go."""
    code = world.tree.code
    rows = world.graph.write(lambda tx: tx.run(
        "MATCH (c:Court {code: $court}) UNWIND range(1, $many) AS i "
        "CREATE (k:Case {uid: $court + '批' + i, number: $court + '批' + i, headline: '批',"
        " rank: '2024-01-02', c1: $c1, c2: $c2, c3: $court, filed_on: date('2024-01-02'),"
        " concluded_on: date($on), type_code: 'enforcement', version: 1})-[:ENFORCED_BY]->(c)"
        "RETURN k.uid AS uid ORDER BY i",
        court=world.tree.code_of("a1"), c1=code, c2=world.tree.code_of("a"), many=many, on=on,
    ))  # fmt: skip
    return [row["uid"] for row in rows]


def test_each_who_went_on_a_trip_reports_to_the_head_after_the_return(world: World) -> None:
    head = world.head()
    one = world.officer()
    moved = world.officer(("a2", "enforcement", None, "2024-04-29"),
                          ("a1", "enforcement", "2024-04-30", None))  # fmt: skip
    trip = world.trip([one, moved], "2024-04-24", "2024-04-30")
    found = {each.part: each for each in world.owed("trip-report", trip)}
    assert set(found) == {one.uid, moved.uid}
    assert said(found[one.uid]) == ("2024-04-30", "2024-05-08", "")  # over Labour Day
    then = found[moved.uid].owed_at
    assert then is not None
    assert then.uid == world.at("a1").uid
    world.report(trip, one, "2024-04-29")
    world.report(trip, one, "2024-05-06", received_by=moved)
    wrong = next(each for each in world.owed("trip-report", trip) if each.part == one.uid)
    assert wrong.closure == "open"
    assert len(flags(wrong)) == 2
    world.report(trip, one, "2024-05-08", received_by=head)
    world.report(trip, moved, "2024-05-09")
    done = {each.part: said(each)[2] for each in world.owed("trip-report", trip)}
    assert done == {one.uid: "2024-05-08", moved.uid: "2024-05-09"}
    assert world.owed("trip-report", world.trip(one, "2024-06-03")) == []


def test_who_handled_a_case_at_its_conclusion_reports_on_integrity(world: World) -> None:
    until, after, new, plain = (world.officer() for _ in range(4))
    case = world.case(
        filed_on="2023-11-01", concluded_on="2024-04-03", outcome="executed",
        handlers=_links([
            {"uid": until.uid, "to": "2024-04-03"}, {"uid": after.uid, "to": "2024-04-02"},
            {"uid": new.uid, "from": "2024-04-04"}, {"uid": plain.uid},
        ]),
    )  # fmt: skip
    found = {each.part: each for each in world.owed("case-integrity-report", case)}
    assert set(found) == {until.uid, plain.uid}
    assert said(found[plain.uid]) == ("2024-04-03", "2024-04-11", "")  # Qingming; 7 April is worked
    world.make("IntegrityReport", filed_on="2024-04-02", observed=True, by=until, on=case)
    world.make("IntegrityReport", filed_on="2024-04-03", observed=True, by=plain, on=case)
    found = {each.part: each for each in world.owed("case-integrity-report", case)}
    assert found[until.uid].closure == "open"
    assert "早于结案" in flags(found[until.uid])[0]
    assert said(found[plain.uid])[2] == "2024-04-03"
    with world.graph.reading() as tx:
        rule = RULES["case-integrity-report"]
        for court, seen in (("a1", True), ("b1", False)):
            uids = window(
                tx, world.tree.actor(court), rule, day("2024-04-03"), day("2024-04-22"), 500
            )
            assert (case.uid in uids) is seen


def test_what_is_not_stored_yet_is_due_soon_like_what_is(world: World) -> None:
    officer, soon = world.officer(), (date(2025, 7, 1), date(2025, 7, 10))
    case = world.case(filed_on="2024-11-01", concluded_on="2025-06-26", outcome="executed",
                      handlers=officer)  # fmt: skip
    node = world.make("Disclosure", node="property", passed_on="2025-06-27", on=case,
                      pushed_on="2025-06-27")  # fmt: skip
    gone = world.case(filed_on="2024-11-01", concluded_on="2025-06-20", outcome="executed",
                      handlers=officer)  # fmt: skip
    a1, b1 = world.tree.actor("a1"), world.tree.actor("b1")
    with world.graph.reading() as tx:
        frame = Frame.of(tx)
        report, told = RULES["case-integrity-report"], RULES["node-disclosure"]
        assert reading.events_due(report, frame, *soon) == (date(2025, 6, 24), TODAY)
        assert reading.events_due(told, frame, date(2025, 7, 2), date(2025, 7, 2)) == (
            date(2025, 6, 27), date(2025, 6, 29),
        )  # fmt: skip
        assert reading.events_due(told, frame, date(2025, 7, 10), date(2025, 7, 31)) is None
        mine = [
            (each.rule.code, each.due_on)
            for each in reading.latent_due(tx, a1, soon, 500)[0]
            if each.arises_from.uid in {case.uid, node.uid, gone.uid}
        ]
        assert mine == [
            ("node-disclosure", date(2025, 7, 2)),
            ("case-integrity-report", date(2025, 7, 3)),
        ]
        assert reading.latent_due(tx, b1, soon, 500) == ([], False)
        only, more = reading.latent_due(tx, a1, soon, 500, [report.code])
        assert ([each.rule for each in only], more) == ([report], False)
        assert reading.latent_due(tx, a1, soon, 1, [report.code])[1]


def test_one_s_own_latent_duties_are_found_however_many_others_there_are(world: World) -> None:
    other, me = world.officer(), world.officer()
    done = {"filed_on": "2024-11-01", "outcome": "executed"}
    for _ in range(2):
        world.case(concluded_on="2025-06-25", handlers=other, **done)
    own = world.case(concluded_on="2025-06-26", handlers=me, **done)
    step = world.make("Step", sort_of_step="auction", due_on="2025-06-29",
                      case=world.case(handlers=me, filed_on="2025-06-01"))  # fmt: skip
    span = (TODAY, date(2025, 7, 10))
    actor = world.tree.actor("a1", officer=str(me.number))
    with world.graph.reading() as tx:
        found, _more = reading.latent_due(tx, actor, span, 1, mine=True)
        assert [(each.due_on, each.arises_from.uid) for each in found] == [
            (date(2025, 6, 30), step.uid),
            (date(2025, 7, 3), own.uid),
        ]
        owed = reading.hydrated(tx, actor, [], found, Frame.of(tx))
        assert [reading.owes(each, str(me.number)) for each in owed] == [True, True]
        assert reading.latent_due(tx, world.tree.actor("b1"), span, 500, mine=True)[0] == []


def test_a_node_is_disclosed_in_three_working_days_and_pushed_at_once(world: World) -> None:
    node = world.make("Disclosure", node="property", passed_on="2024-04-30", on=world.case())
    for code, due in (("node-disclosure", "2024-05-08"), ("node-push", "2024-04-30")):
        each = world.one(code, node)
        assert said(each) == ("2024-04-30", due, "")  # over Labour Day
        assert debtors(each) == {world.tree.courts["a1"].uid}
        with world.graph.reading() as tx:
            sees = [
                node.uid in window(tx, world.tree.actor(court), RULES[code], day("2024-04-30"),
                                   day("2024-05-07"), 500)
                for court in ("a1", "b1")
            ]  # fmt: skip
        assert sees == [True, False]
    world.change(node, disclosed_on="2024-05-08", pushed_on="2024-04-29")
    assert said(world.one("node-disclosure", node))[2] == "2024-05-08"
    push = world.one("node-push", node)
    assert push.closure == "open"
    assert "早于节点日期" in flags(push)[0]


def test_five_standards_are_published_and_the_congress_is_reported_to_every_year(
    world: World,
) -> None:
    a1 = world.tree.courts["a1"]
    for kind, on in (("filing", "2023-02-01"), ("fees", "2023-12-31"), ("risks", "2023-02-01"),
                     ("norms", "2023-02-01")):  # fmt: skip
        world.statement("standards", on, standard=kind)
    each = world.one("standards-disclosure", a1, period="2023")
    assert said(each) == ("2023-01-01", "2023-12-31", "")
    assert len(each.by) == 4
    world.statement("standards", "2023-02-01", by=world.at("b1"), standard="procedure")
    assert world.one("standards-disclosure", a1, period="2023").closure == "open"
    world.statement("standards", "2024-01-02", by=world.at("a1"), standard="procedure")
    assert said(world.one("standards-disclosure", a1, period="2023"))[2] == "2024-01-02"
    assert said(world.one("congress-report", a1, period="2023"))[2] == ""
    world.statement("congress_report", "2023-12-31")
    assert said(world.one("congress-report", a1, period="2023"))[2] == "2023-12-31"
    assert world.one("congress-report", a1, period="2022").closed_on == day("2023-12-31")
    assert world.one("congress-report", a1, period="2024").closure == "open"


def test_the_procuratorate_is_invited_before_a_major_scene(world: World) -> None:
    person = world.officer(("a2", "enforcement", None, "2024-05-31"),
                           ("a1", "bureau", "2024-06-01", None))  # fmt: skip
    act = world.make("Act", sort_of_act="eviction", done_on="2024-06-03", case=world.case(),
                     major_scene=True, performed_by=person)  # fmt: skip
    each = world.one("procuratorate-invitation", act)
    assert said(each) == ("2024-06-03", "2024-06-03", "")
    assert debtors(each) == {world.at("a1", "bureau").uid}
    world.change(act, invited_on="2024-05-30")
    assert said(world.one("procuratorate-invitation", act))[2] == "2024-05-30"
    world.change(act, invited_on="2024-06-04")
    late = world.one("procuratorate-invitation", act)
    assert late.closed_on
    assert late.due_on
    assert late.closed_on > late.due_on
    plain = world.make("Act", sort_of_act="eviction", done_on="2024-06-03", case=world.case())
    assert world.owed("procuratorate-invitation", plain) == []


def test_every_court_sets_down_the_division_of_work(world: World) -> None:
    a, new = world.tree.courts["a"], world.make(
        "Court", code=f"{world.tree.code}new", name="新设法院", level="basic",
        under=world.tree.courts["a"], valid_from="2024-02-29",
    )  # fmt: skip
    assert said(world.one("division-of-work", a)) == ("2021-02-26", "2021-03-28", "")
    assert said(world.one("division-of-work", new)) == ("2024-02-29", "2024-03-30", "")
    world.statement("division_of_work", "2020-06-01", by=world.at("a", "bureau"))
    assert world.one("division-of-work", a).closure == "met"  # an older one that stands
    world.change(new, valid_to="2025-01-31")
    assert world.one("division-of-work", new).closure == "void"


def test_three_bodies_consult_on_a_key_case_and_track_it(world: World) -> None:
    bureau, team, office = (
        world.at("a1", f) for f in ("bureau", "discipline_team", "supervision_office")
    )
    people = {f: world.officer(("a1", f, None, None)) for f in ("enforcement", "discipline_team")}
    case = world.make("KeyCase", reason="influence", proposed_on="2024-03-01",
                      proposed_by=world.at("a1"), tracks=world.case())  # fmt: skip
    found = world.owed("key-case-consultation", case)
    assert {uid for each in found for uid in debtors(each)} == {bureau.uid, team.uid, office.uid}
    assert {said(each) for each in found} == {("2024-03-01", "2024-03-15", "")}
    assert world.owed("key-case-tracking", case) == []
    world.change(case, state="tracked", consulted_on="2024-03-18", members=list(people.values()))
    late = {each.part: each for each in world.owed("key-case-consultation", case)}
    assert {uid: each.closure for uid, each in late.items()} == {
        bureau.uid: "met", team.uid: "met", office.uid: "open",
    }  # fmt: skip
    assert "没有派员" in flags(late[office.uid])[0]
    (first,) = world.owed("key-case-tracking", case)
    assert said(first) == ("2024-03-18", "2024-04-17", "")
    assert debtors(first) == {each.uid for each in people.values()}
    for on in ("2024-03-11", "2024-04-17", "2024-05-20"):
        world.make("Tracking", entered_on=on, method="procedure", subject="procedure",
                   of_key_case=case)  # fmt: skip
    found = world.owed("key-case-tracking", case)
    assert [said(each) for each in found] == [
        ("2024-03-18", "2024-04-17", "2024-04-17"),
        ("2024-04-17", "2024-05-17", "2024-05-20"),
        ("2024-05-20", "2024-06-19", ""),
    ]
    assert "早于工作小组成立" in flags(found[0])[0]
    world.change(case, state="closed", closed_on="2024-06-03")
    assert said(world.owed("key-case-tracking", case)[-1])[2] == "2024-06-03"


def test_statistics_of_call_backs_reach_both_discipline_bodies(world: World) -> None:
    command = world.at("a1", "command")
    assert world.owed("callback-statistics", command, period="2022M02") == []
    world.callback(world.case(), "phone", "2022-01-31")
    each = world.one("callback-statistics", command, period="2022M01")
    assert said(each) == ("2022-02-01", "2022-02-28", "")
    assert debtors(each) == {command.uid}
    team, office = world.at("a1", "discipline_team"), world.at("a1", "supervision_office")
    world.statement("callback_statistics", "2022-02-07", command, period="2022-01",
                    addressed_to=team)  # fmt: skip
    half = world.one("callback-statistics", command, period="2022M01")
    assert half.closure == "open"
    assert "尚未报送" in flags(half)[0]
    world.statement("callback_statistics", "2022-03-01", command, period="2022-01",
                    addressed_to=office)  # fmt: skip
    assert said(world.one("callback-statistics", command, period="2022M01"))[2] == "2022-03-01"


def test_a_case_open_for_more_than_eighteen_months_is_a_key_call_back(world: World) -> None:
    long = world.case(filed_on="2022-08-31")
    each = world.one("key-callback", long)
    assert said(each) == ("2024-03-01", "2024-03-22", "")  # from the day after 29 February
    assert debtors(each) == {world.at("a1", "command").uid}
    assert each.part == "long_open"
    world.callback(long, "phone", "2024-02-29", occasion="long_open")
    world.callback(long, "message", "2024-03-04")
    other = world.callback(long, "phone", "2024-03-04", occasion="long_open", by=world.at("a1"))
    still = world.one("key-callback", long)
    assert still.closure == "open"
    assert other.number in flags(still)[0]
    world.callback(long, "phone", "2024-03-25", occasion="long_open")
    assert said(world.one("key-callback", long))[2] == "2024-03-25"
    just = world.case(filed_on="2022-08-31", concluded_on="2024-02-29", outcome="executed")
    assert world.owed("key-callback", just) == []


def test_property_and_no_conclusion_within_the_statutory_period_is_one(world: World) -> None:
    for values, since in (
        ({}, "2024-08-01"),
        ({"non_litigation": True}, "2024-05-01"),
        ({"non_litigation": True, "extension_days": 10}, "2024-05-11"),
        ({"concluded_on": "2024-07-15", "outcome": "terminated_round"}, "2024-08-01"),
    ):
        case = world.case(filed_on="2024-01-31", has_property=True, **values)
        assert [(e.part, str(e.opened_on)) for e in world.owed("key-callback", case)] == [
            ("overdue", since)
        ]
    done = world.case(filed_on="2024-01-31", has_property=True, concluded_on="2024-07-31",
                      outcome="executed")  # fmt: skip
    assert world.owed("key-callback", done) == []


def test_a_petition_and_an_order_from_above_are_key_call_backs(world: World) -> None:
    case = world.case(filed_on="2024-05-06")
    petition = world.tree.petition(str(next(world.serial)), received_on="2024-06-03",
                                   about_case=case)  # fmt: skip
    order = world.make("Transfer", sort_of_transfer="supervised", ordered_on="2024-06-04", on=case,
                       ordered_by=world.tree.courts["a"])  # fmt: skip
    own = world.make("Transfer", sort_of_transfer="supervised", ordered_on="2024-06-04", on=case,
                     ordered_by=world.tree.courts["a1"])  # fmt: skip
    assert said(world.one("key-callback", petition)) == ("2024-06-03", "2024-06-25", "")
    assert world.owed("key-callback", own) == []
    world.callback(petition, "phone", "2024-06-04", occasion="petition")
    assert said(world.one("key-callback", petition))[2] == "2024-06-04"
    assert said(world.one("key-callback", order))[2] == "2024-06-04"


def test_an_order_about_a_step_follows_its_case(world: World) -> None:
    case = world.case(filed_on="2024-05-06")
    step = world.make("Step", sort_of_step="auction", due_on="2025-12-31", case=case)
    order = world.make("Transfer", sort_of_transfer="supervised", ordered_on="2024-06-04", on=step,
                       ordered_by=world.tree.courts["a"])  # fmt: skip
    assert debtors(world.one("key-callback", order)) == {world.at("a1", "command").uid}
    world.change(case, enforced_by=world.tree.courts["a"].uid)
    assert _kept_open(world, order) == []  # the court that ordered it enforces the case itself
    world.change(case, enforced_by=world.tree.courts["a1"].uid)
    assert _kept_open(world, order) == [world.at("a1", "command").uid]
    number = f"（2021）{world.tree.code_of('a1')}执异{next(world.serial)}号"
    review = world.make("Case", number=number, enforced_by=world.tree.courts["a1"])
    world.change(step, case=review.uid)
    assert _kept_open(world, order) == []
    world.change(step, case=case.uid)
    petition = world.tree.petition(str(next(world.serial)), received_on="2024-06-03",
                                   about_case=case)  # fmt: skip
    world.callback(petition, "phone", "2024-06-06", occasion="petition")
    assert said(world.one("key-callback", order))[2] == "2024-06-06"


def _kept_open(world: World, trigger: Record) -> list[str]:
    """Who owes what is stored of an event, and open."""
    with world.graph.reading() as tx:
        return [row["who"] for row in tx.run(
            "MATCH ({uid: $uid})<-[:ARISES_FROM]-(d:Duty {closure: 'open'})-[:OWED_BY]->(o) "
            "RETURN o.uid AS who", uid=trigger.uid,
        )]  # fmt: skip


def test_who_is_not_satisfied_is_called_and_who_still_is_not_is_visited(world: World) -> None:
    case, quiet = world.case(), world.case()
    message = world.callback(case, "message", "2024-03-04", "unknown", answered_on="2024-03-05")
    each = world.one("phone-callback", message)
    assert said(each) == ("2024-03-05", "2024-03-19", "")
    assert debtors(each) == {world.at("a1", "command").uid}
    silent = world.callback(quiet, "message", "2024-03-04", "silent")
    assert world.owed("phone-callback", silent) == []
    world.callback(case, "phone", "2024-03-06", "silent", by=world.at("a"), escalates=message)
    assert "不是执行指挥中心" in flags(world.one("phone-callback", message))[0]
    phone = world.callback(case, "phone", "2024-03-20", "dissatisfied", escalates=message)
    assert said(world.one("phone-callback", message))[2] == "2024-03-20"

    bodies = [world.at("a1", f) for f in ("bureau", "discipline_team", "supervision_office")]
    found = world.owed("visit-callback", phone)
    assert {uid for e in found for uid in debtors(e)} == {body.uid for body in bodies}
    assert {said(e) for e in found} == {("2024-03-20", "2024-04-18", "")}  # over Qingming
    inspector = world.officer(("a1", "discipline_team", None, None))
    visit = world.callback(case, "visit", "2024-04-18", by=bodies[0], visitors=inspector)
    bare = world.owed("visit-callback", phone)
    assert all(e.closure == "open" for e in bare)
    world.change(visit, measures="限期答复")
    early = world.owed("visit-callback", phone)
    assert all(e.closure == "open" for e in early)
    assert "没有三方会商" in flags(early[0])[0]
    for on, court in (("2024-03-19", "a1"), ("2024-04-10", "a"), ("2024-04-19", "a1")):
        world.meeting(on, court, "three_party", considered=case)  # before, elsewhere, too late
    assert all(e.closure == "open" for e in world.owed("visit-callback", phone))
    world.meeting("2024-04-18", "a1", "three_party", considered=case)
    after = {e.part: e for e in world.owed("visit-callback", phone)}
    assert [after[body.uid].closure for body in bodies] == ["met", "met", "open"]
    assert "没有" in flags(after[bodies[2].uid])[0]


def test_a_satisfied_party_is_not_called_any_more(world: World) -> None:
    case = world.case()
    message = world.callback(case, "message", "2024-03-04", "dissatisfied")
    assert world.one("phone-callback", message).closure == "open"
    world.callback(case, "message", "2024-03-08", "satisfied")
    ended = world.one("phone-callback", message)
    assert ended.closure == "void"
    assert ended.reason
    assert "满意" in ended.reason.zh


def test_the_head_speaks_before_departure_of_the_case_and_of_conduct(world: World) -> None:
    place = _department(world)
    lead = _links([{"uid": place.uid, "to": "2024-05-31"}])
    head = world.make("Officer", name="负责人", serves=place, leads=lead)
    trip = world.trip(world.officer(), "2024-05-31", sent_by=place, briefed_on="2024-05-30",
                      case_briefing="两人同行", briefed_by=head)  # fmt: skip
    half = world.one("pre-trip-talk", trip)
    assert said(half) == ("2024-05-31", "2024-05-31", "")
    assert debtors(half) == {head.uid}
    assert half.owed_at
    assert half.owed_at.uid == place.uid
    assert "两项" in flags(half)[0]
    world.change(trip, conduct_briefing="不得接受宴请")
    assert said(world.one("pre-trip-talk", trip))[2] == "2024-05-30"
    world.change(trip, briefed_on="2024-06-03")
    late = world.one("pre-trip-talk", trip)
    assert late.closed_on
    assert late.due_on
    assert late.closed_on > late.due_on
    other = _department(world)
    new = world.make("Officer", name="另一人", serves=other,
                     leads=_links([{"uid": other.uid}]))  # fmt: skip
    world.change(trip, briefed_on="2024-05-30", briefed_by=new)
    assert "不是派出部门负责人" in flags(world.one("pre-trip-talk", trip))[0]
    later = world.trip(head, "2024-06-03", sent_by=place)
    assert debtors(world.one("pre-trip-talk", later)) == {place.uid}  # nobody leads it any more


def _department(world: World) -> Record:
    return world.make("Department", name="执行二庭", function="enforcement",
                      of=world.tree.courts["a1"])  # fmt: skip


def test_what_was_not_truthfully_reported_and_complained_of_is_talked_about(world: World) -> None:
    head, person, case = world.head(), world.officer(), world.case()
    trip = world.trip(person, "2024-06-03", "2024-06-05", case=case)
    report = world.report(trip, person, "2024-06-06", truthfulness="untruthful")
    assert world.owed("trip-reminder", trip) == []  # nobody complained
    world.tree.petition(str(next(world.serial)), received_on="2024-06-11", about_case=case,
                        officers=person)  # fmt: skip
    each = world.one("trip-reminder", trip)
    assert said(each) == ("2024-06-11", "2024-06-25", "")
    assert head.uid in debtors(each)
    assert RULES["trip-reminder"].sealed
    talk = world.make("Measure", form="reminder", applied_on="2024-06-12", applied_to=person,
                      given_by=head, cites=report)  # fmt: skip
    assert world.one("trip-reminder", trip).closure == "open"
    again = world.report(trip, person, "2024-06-14", truthfulness="truthful", supplements=report)
    done = world.one("trip-reminder", trip)
    assert said(done)[2] == "2024-06-14"
    assert {e.uid for e in done.by} == {talk.uid, again.uid}


def test_who_is_entered_by_mistake_leads_nobody_and_talks_to_nobody(world: World) -> None:
    place, person, case = _department(world), world.officer(), world.case()
    head, wrong = (
        world.make("Officer", name=name, serves=place, leads=_links([{"uid": place.uid}]))
        for name in ("负责人", "误录人")
    )
    trip = world.trip(person, "2024-06-03", "2024-06-05", case=case, sent_by=place)
    report = world.report(trip, person, "2024-06-06", truthfulness="untruthful")
    world.tree.petition(str(next(world.serial)), received_on="2024-06-11", about_case=case,
                        officers=person)  # fmt: skip
    assert debtors(world.one("trip-reminder", trip)) == {head.uid, wrong.uid}
    world.make("Measure", form="reminder", applied_on="2024-06-12", applied_to=person,
               given_by=wrong, cites=report)  # fmt: skip
    world.report(trip, person, "2024-06-14", truthfulness="truthful", supplements=report)
    assert world.one("trip-reminder", trip).closure == "met"
    records.retire(world.graph, world.tree.system, wrong.declared, wrong.number, wrong.version,
                   "重复登记")  # fmt: skip
    each = world.one("trip-reminder", trip)
    assert debtors(each) == {head.uid}
    assert each.closure == "open"
    assert "不是所在部门负责人" in flags(each)[0]


def test_a_sealed_duty_is_read_by_who_owes_it_and_by_the_discipline_bodies(world: World) -> None:
    tree, place = world.tree, _department(world)
    head = world.make("Officer", name="负责人", serves=place, leads=_links([{"uid": place.uid}]))
    person, case = world.make("Officer", name="外出人", serves=place), world.case()
    trip = world.trip(person, "2024-06-03", "2024-06-05", case=case, sent_by=place)
    world.report(trip, person, "2024-06-06", truthfulness="untruthful")
    tree.petition(str(next(world.serial)), received_on="2024-06-11", about_case=case,
                  officers=person)  # fmt: skip
    sealed = _stored(world, trip, "trip-reminder")
    keeper = tree.actor("a1", Role.RECORD_KEEPER, officer=head.number)
    assert keeper.may_read(type_of("Duty"))
    step = escalation.take(
        world.graph, tree.actor("a1", Role.INSPECTOR), sealed, "remind", "请尽快谈话提醒"
    )

    def readers(number: str, label: str = "Duty") -> list[bool]:
        actors = (
            keeper,
            tree.actor("a1", Role.INSPECTOR),
            tree.actor("a1", Role.SUPERVISOR, officer=person.number),
            tree.actor("a1", Role.INSPECTOR, officer=person.number),
            tree.actor("a1", Role.SUPERVISOR),
            tree.actor("a", Role.SUPERVISOR, officer=world.officer().number),
        )
        return [_reads(world, actor, label, number) for actor in actors]

    bodies, debtor = [False, True, False, False, False, False], [True] + [False] * 5
    told = [a or b for a, b in zip(bodies, debtor, strict=True)]
    assert readers(sealed) == told
    assert readers(step.number, "Escalation") == told
    with world.graph.reading() as tx:
        titles = {each.rule for each in latest(tx, keeper, What.ESCALATED, 50)}
        assert "trip-reminder" in titles
        supervisor = tree.actor("a1", Role.SUPERVISOR)
        assert "trip-reminder" not in {e.rule for e in latest(tx, supervisor, What.ESCALATED, 50)}
        page = reading.on(tx, keeper, {trip.uid: "Trip"})
    owed = next(each for each in page if each.number == sealed)
    assert {link.uid for link in owed.triggers} == {trip.uid}  # nothing of who complained

    lead = world.make("Lead", registered_on="2024-06-12", state="registered",
                      registered_by=world.at("a1", "supervision_office"))  # fmt: skip
    chief = world.head("a1", "bureau")
    own = _stored(world, lead, "lead-handling")
    actor = tree.actor("a1", Role.SUPERVISOR, officer=chief.number)
    assert not _reads(world, actor, "Duty", own)
    assert _reads(world, tree.actor("a1", Role.INSPECTOR), "Duty", own)
    sign = world.finding("2024-06-03", early_sign=True)
    mine = world.finding("2024-06-03", early_sign=True, attributed_to=chief)
    seen = [_reads(world, actor, "Duty", _stored(world, f, "early-sign")) for f in (sign, mine)]
    assert seen == [True, False]  # who leads the bureau, but not of the own sign


def _stored(world: World, trigger: Record, code: str) -> str:
    with world.graph.reading() as tx:
        row = tx.one(
            "MATCH (d:Duty {rule_code: $code})-[:ARISES_FROM]->({uid: $uid}) "
            "WHERE d.sealed RETURN d.number AS number",
            code=code, uid=trigger.uid,
        )  # fmt: skip
    assert row
    return str(row["number"])


def _reads(world: World, actor: Actor, label: str, key: str) -> bool:
    with world.graph.reading() as tx:
        try:
            return bool(records.get(tx, actor, type_of(label), key))
        except NotFound:
            return False


def test_a_verified_breach_that_was_not_reported_goes_to_the_discipline_bodies(
    world: World,
) -> None:
    person = world.officer()
    trip = world.trip(person, "2024-06-03", "2024-06-05")
    finding = world.finding("2024-06-04", concerns=trip, attributed_to=person)
    each = world.one("trip-discipline", trip)
    assert said(each) == ("2024-06-16", "2024-07-16", "")  # no report in ten days
    team, office = world.at("a1", "discipline_team"), world.at("a1", "supervision_office")
    assert debtors(each) == {team.uid, office.uid}
    assert RULES["trip-discipline"].sealed
    world.make("Measure", form="reprimand", applied_on="2024-07-01", applied_to=person,
               issued_by=world.at("a1"), cites=finding)  # fmt: skip
    assert "不是本院纪检监察机构" in flags(world.one("trip-discipline", trip))[0]
    world.make("Measure", form="reprimand", applied_on="2024-07-17", applied_to=person,
               issued_by=team, cites=finding)  # fmt: skip
    assert said(world.one("trip-discipline", trip))[2] == "2024-07-17"
    world.report(trip, person, "2024-06-07")
    assert world.owed("trip-discipline", trip) == []


def test_a_head_accounts_for_a_year_with_trips(world: World) -> None:
    place = _department(world)
    old, new = (
        world.make("Officer", name="庭长", serves=place, leads=_links([{"uid": place.uid, **span}]))
        for span in ({"to": "2023-12-30"}, {"from": "2023-12-31"})
    )
    world.trip(world.officer(), "2023-12-31", sent_by=place)
    each = world.one("head-account", place, period="2023")
    assert said(each) == ("2023-12-31", "2023-12-31", "")
    world.trip(world.officer(), "2023-02-28", sent_by=_department(world))
    world.trip(world.officer(), "2023-03-01", sent_by=place)
    each = world.one("head-account", place, period="2023")
    assert said(each) == ("2023-03-01", "2023-12-31", "")  # its first trip of the year
    assert debtors(each) == {new.uid}
    assert world.owed("head-account", place, period="2024") == []
    world.statement("head_account", "2023-12-31", place, made_by=old, period="2023")
    assert world.one("head-account", place, period="2023").closure == "open"
    world.statement("head_account", "2024-01-10", place, made_by=new, period="2023")
    assert said(world.one("head-account", place, period="2023"))[2] == "2024-01-10"


def test_what_a_period_asks_for_is_owed_from_its_first_day(world: World) -> None:
    """On the last day of the second quarter of 2025: while there is time to do it."""
    court, place = world.tree.courts["b1"], _department(world)
    head = world.make("Officer", name="庭长", serves=place, leads=_links([{"uid": place.uid}]))
    world.trip(world.officer(), "2025-06-30", sent_by=place)
    year = ("2025-01-01", "2025-12-31", "")
    for code in ("congress-report", "standards-disclosure", "special-inspection"):
        assert said(world.one(code, court, period="2025")) == year, code
        assert world.owed(code, court, period="2026") == [], code
    each = world.one("head-account", place, period="2025")
    assert (*said(each), debtors(each)) == ("2025-06-30", "2025-12-31", "", {head.uid})
    quarter = ("2025-04-01", "2025-06-30", "")
    assert said(world.one("judges-meeting", court, period="2025Q2")) == quarter
    assert world.owed("judges-meeting", court, period="2025Q3") == []


def test_bodies_inspect_together_or_alone_every_year(world: World) -> None:
    a1 = world.tree.courts["a1"]
    each = world.one("special-inspection", a1, period="2022")
    assert said(each) == ("2022-01-01", "2022-12-31", "")
    assert debtors(each) == {
        world.at("a1", f).uid for f in ("bureau", "discipline_team", "supervision_office")
    }
    values = {"sort_of_inspection": "special", "subject": "funds", "inspects": a1}
    world.make("Inspection", began_on="2022-03-01", carried_out_by=world.tree.courts["a"],
               measures="整改", **values)  # fmt: skip
    both = [world.at("a1", "bureau"), world.at("a1", "discipline_team")]
    own = world.make("Inspection", began_on="2022-12-31", carried_out_by=both, **values)
    bare = world.one("special-inspection", a1, period="2022")
    assert bare.closure == "open"
    assert "没有提出整改措施" in flags(bare)[0]
    world.change(own, measures="专项整改")
    assert said(world.one("special-inspection", a1, period="2022"))[2] == "2022-12-31"


def test_a_vacancy_of_the_liaison_officer_is_filled_in_ten_working_days(world: World) -> None:
    team = world.make("Department", name="纪检监察组", function="discipline_team",
                      stationed_at=world.tree.courts["a2"], valid_from="2024-03-01")  # fmt: skip
    assert said(world.one("liaison", team)) == ("2024-03-01", "2024-03-15", "")
    link = {"uid": team.uid, "from": "2024-03-11", "to": "2024-04-30"}
    world.make("Officer", name="联络员", serves=team, liaison_of=_links([link]))
    first, second = world.owed("liaison", team)
    assert said(first)[2] == "2024-03-11"
    assert said(second) == ("2024-05-01", "2024-05-16", "")  # Labour Day; 11 May is worked
    link = {"uid": team.uid, "from": "2024-05-06"}
    stranger = world.officer(("b1", "enforcement", None, None), liaison_of=_links([link]))
    assert stranger.number in " ".join(flags(world.owed("liaison", team)[0]))
    assert world.owed("liaison", team)[1].closure == "open"
    assert world.owed("liaison", world.at("a1")) == []  # the court has a bureau


def test_an_early_sign_is_answered_by_a_talk_and_its_correction(world: World) -> None:
    person = world.officer()
    inspector = world.officer(("a1", "supervision_office", None, None))
    sign = world.finding("2024-05-06", status="alleged", early_sign=True, attributed_to=person)
    each = world.one("early-sign", sign)
    assert said(each) == ("2024-05-06", "2024-05-31", "")
    assert RULES["early-sign"].sealed
    assert len(debtors(each)) == 3  # 11 May is worked
    world.make("Measure", form="warning", applied_on="2024-05-08", applied_to=person,
               issued_by=world.at("b1"), cites=sign)  # fmt: skip
    assert "不是本院三方" in flags(world.one("early-sign", sign))[0]
    world.make("Measure", form="warning", applied_on="2024-05-09", applied_to=person,
               given_by=inspector, cites=sign)  # fmt: skip
    assert world.one("early-sign", sign).closure == "open"
    world.fixed(None, sign, "2024-06-04")
    assert said(world.one("early-sign", sign))[2] == "2024-06-04"
    assert world.owed("early-sign", world.finding("2024-05-06")) == []


def test_a_widespread_problem_asks_the_discipline_bodies_for_a_proposal(world: World) -> None:
    top = world.tree.courts["top"]
    problem = world.make("Problem", code=f"{world.tree.code}W", name="普遍",
                         within=world.make("Topic", name=f"{world.tree.code}普遍类"))  # fmt: skip
    team, bureau = (
        world.make("Department", name=f, function=f, **{how: top})
        for f, how in (("discipline_team", "stationed_at"), ("bureau", "of"))
    )
    for court in ("a1", "b1"):
        world.finding("2022-03-31", court, problem=problem)
    assert world.owed("improvement-proposal", top, period="2022Q1") == []
    world.finding("2022-01-01", "a2", problem=problem)  # in three courts of six
    each = world.one("improvement-proposal", top, period="2022Q1")
    assert said(each) == ("2022-04-01", "2022-04-29", "")
    assert each.part == problem.code
    assert debtors(each) == {team.uid}
    assert world.owed("improvement-proposal", top, period="2022Q2") == []
    values = {"issued_by": team, "cites": problem}
    world.make("Proposal", issued_on="2022-04-06", addressed_to=world.at("a1"), **values)
    wrong = world.one("improvement-proposal", top, period="2022Q1")
    assert "不是向本院执行局" in flags(wrong)[0]
    world.make("Proposal", issued_on="2022-05-06", addressed_to=bureau, **values)
    assert said(world.one("improvement-proposal", top, period="2022Q1"))[2] == "2022-05-06"


def test_a_lead_is_verified_and_disposed_of_in_thirty_days(world: World) -> None:
    team = world.at("a1", "discipline_team")
    lead = world.make("Lead", registered_on="2024-01-31", registered_by=team)
    each = world.one("lead-handling", lead)
    assert said(each) == ("2024-01-31", "2024-03-01", "")
    assert debtors(each) == {team.uid}
    assert RULES["lead-handling"].sealed
    world.change(lead, disposed_on="2024-03-01")
    assert "没有核查结论" in flags(world.one("lead-handling", lead))[0]
    world.change(lead, state="unfounded")
    assert said(world.one("lead-handling", lead))[2] == "2024-03-01"
