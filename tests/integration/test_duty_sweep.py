"""The sweep: what a parameter, a calendar or the passing of a day brings, and what it leaves alone.

All of it happens in 2047, so that no other test's duties are touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from app.sweeps import Sweeps
from graph import clock, records
from graph.duties import moved, questions
from graph.duties import sweep as sweeping
from graph.duties.periods import begun
from graph.duties.stored import rule_record
from graph.duties.sweep import soon, sweep
from graph.duties.table import RULES
from graph.errors import BadParameter
from graph.model import Link, Record
from graph.operations import parameters
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.stories import Story

CODE = "case-feedback"
WEDNESDAY = "2047-03-13"


@pytest.fixture(autouse=True)
def in_2047(graph: Graph) -> Iterator[None]:
    """The clock of these tests, and how far the rule was swept before each."""
    clock.fix_today(date(2047, 6, 3))
    graph.write(lambda tx: tx.run(
        "MERGE (r:Rule {code: $code}) ON CREATE SET r += $said SET r.swept_to = $day",
        code=CODE, said=rule_record(RULES[CODE]), day=date(2047, 1, 1),
    ))  # fmt: skip
    yield
    clock.fix_today(None)
    graph.write(lambda tx: tx.run("MATCH (r:Rule {code: $code}) REMOVE r.swept_to", code=CODE))


def duties(graph: Graph, tree: Tree) -> dict[str, dict[str, Any]]:
    """The tree's duties of case feedback, by the ruling they arise from."""
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (d:Duty {rule_code: $code})-[:ARISES_FROM]->(r:Review) WHERE d.c1 = $tree "
            "RETURN r.uid AS ruling, d {.*} AS duty",
            code=CODE, tree=tree.code,
        )  # fmt: skip
    return {row["ruling"]: row["duty"] for row in rows}


def swept(graph: Graph) -> None:
    sweep(graph, only={CODE})


def ruling(tree: Tree, story: Story, number: str) -> Any:
    return story.review(story.act(tree.case(number), "2047-01-10"), "revoked", WEDNESDAY)


def test_a_calendar_that_comes_makes_provisional_days_definite_and_a_parameter_moves_open_ones(
    graph: Graph, tree: Tree
) -> None:
    story = Story(tree)
    open_, closed = ruling(tree, story, "1"), ruling(tree, story, "2")
    story.feedback([], "2047-03-20", about_ruling=closed)
    swept(graph)
    first = duties(graph, tree)
    assert first[open_.uid]["due_on"] == date(2047, 3, 27)
    assert first[open_.uid]["provisional"] is True
    assert first[closed.uid]["closure"] == "met"

    tree.create("HolidayYear", year="2047", days_off="2047-03-25 2047-03-26", source="虚构")
    swept(graph)
    known = duties(graph, tree)
    assert known[open_.uid]["due_on"] == date(2047, 3, 29)
    assert "provisional" not in known[open_.uid]
    assert known[closed.uid] == first[closed.uid]

    parameters.set_value(
        graph, tree.system, f"{CODE}.due", {"value": "5", "valid_from": "2047-02-01"}
    )
    swept(graph)
    moved = duties(graph, tree)
    assert moved[open_.uid]["due_on"] == date(2047, 3, 20)
    assert moved[open_.uid]["rule_version"] == "v1 due@2047-02-01"
    assert moved[closed.uid] == first[closed.uid]
    swept(graph)
    assert duties(graph, tree) == moved


def test_an_act_dated_in_the_future_counts_when_its_day_has_come(graph: Graph, tree: Tree) -> None:
    story = Story(tree)
    of = ruling(tree, story, "1")
    story.feedback([], "2047-06-10", about_ruling=of)
    assert duties(graph, tree)[of.uid]["closure"] == "open"
    assert duties(graph, tree)[of.uid]["flagged"] is True
    clock.fix_today(date(2047, 6, 10))
    swept(graph)
    done = duties(graph, tree)[of.uid]
    assert (done["closure"], done["closed_on"]) == ("met", date(2047, 6, 10))
    assert "flagged" not in done
    assert "pending" not in done


def test_what_takes_effect_on_a_later_day_owes_nothing_before(graph: Graph, tree: Tree) -> None:
    story = Story(tree)
    act = story.act(tree.case("1"), "2047-05-10")
    of = story.review(act, "revoked", "2047-05-30", effective_on="2047-06-09")
    assert duties(graph, tree) == {}
    clock.fix_today(date(2047, 6, 8))
    swept(graph)
    assert duties(graph, tree) == {}
    clock.fix_today(date(2047, 6, 9))
    swept(graph)
    assert duties(graph, tree)[of.uid]["opened_on"] == date(2047, 6, 9)


def test_a_late_due_day_is_found_however_long_after_its_event(graph: Graph, tree: Tree) -> None:
    code = "node-disclosure"
    set_ = parameters.set_value(
        graph, tree.system, f"{code}.due", {"value": "366", "valid_from": "2045-08-01"}
    )
    clock.fix_today(date(2045, 8, 3))
    node = tree.create(  # a Thursday; 73 weeks and one working day later it is a Friday
        "Disclosure", number=f"{tree.code}-D", node="filing", passed_on="2045-08-03",
        on=tree.case("1"),
    )  # fmt: skip

    def due(today: date) -> list[date]:
        clock.fix_today(today)
        sweep(graph, only={code})
        with graph.reading() as tx:
            return [row["due"] for row in tx.run(
                "MATCH (:Disclosure {uid: $uid})<-[:ARISES_FROM]-(d:Duty) "
                "WHERE d.rule_code = $code RETURN d.due_on AS due", uid=node.uid, code=code,
            )]  # fmt: skip

    try:
        assert due(date(2046, 12, 28)) == []
        assert due(date(2046, 12, 29)) == [date(2046, 12, 28)]
    finally:
        records.retire(graph, tree.system, set_.declared, set_.number, set_.version, "测试")
        graph.write(lambda tx: tx.run(
            "MATCH (r:Rule {code: $code}) REMOVE r.swept_to, r.judged_by", code=code
        ))  # fmt: skip


def test_no_sweep_looks_ahead_of_today(graph: Graph) -> None:
    with pytest.raises(BadParameter):
        sweep(graph, date(2047, 6, 4))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of few rules for what is swept, so that others' duties stay as they are."""
    codes = (CODE, "petition-callback")
    monkeypatch.setattr(sweeping, "RULES", {code: RULES[code] for code in codes})


def debtor(graph: Graph, petition: Record) -> tuple[str, str]:
    """Number and debtor's code of a petition's call-back."""
    with graph.reading() as tx:
        (row,) = tx.run(
            "MATCH (:Petition {uid: $uid})<-[:ARISES_FROM]-(d:Duty {rule_code: $code}) "
            "MATCH (d)-[:OWED_BY]->(c:Court) RETURN d.number AS number, c.code AS code",
            uid=petition.uid, code="petition-callback",
        )  # fmt: skip
    return row["number"], row["code"]


def test_a_parameter_and_a_calendar_are_followed_soon(graph: Graph, tree: Tree, few: None) -> None:
    story = Story(tree)
    of = ruling(tree, story, "1")
    sweep(graph)
    assert soon(graph) is None
    at, first = duties(graph, tree)[of.uid]["rule_version"], duties(graph, tree)[of.uid]["due_on"]
    parameters.set_value(
        graph, tree.system, f"{CODE}.due", {"value": "4", "valid_from": "2047-02-02"}
    )
    assert duties(graph, tree)[of.uid]["due_on"] == first  # not in the administrator's transaction
    report = soon(graph)
    assert report is not None
    assert report.looked[CODE] > 0
    assert duties(graph, tree)[of.uid]["rule_version"] != at
    moved_to = duties(graph, tree)[of.uid]["due_on"]
    assert first > moved_to > date(2047, 3, 13)
    assert soon(graph) is None

    parameters.set_value(
        graph, tree.system, "duty.soon", {"value": "5", "valid_from": "2047-02-02"}
    )
    report = soon(graph)  # of no rule: what is provisional, and nothing else, is looked at
    assert report is None or report.kept[CODE].said == {}
    assert soon(graph) is None


def test_pages_mark_a_day_that_may_move_until_its_year_is_entered(
    graph: Graph, tree: Tree, few: None, people: People
) -> None:
    """In effect on Wednesday 16 March 2044; ten working days end on the 30th, on 1 April with two
    days off."""
    clock.fix_today(date(2047, 6, 3))  # the application has set its own
    story = Story(tree)
    of = story.review(story.act(tree.case("1"), "2044-01-12"), "revoked", "2044-03-16")
    number = duties(graph, tree)[of.uid]["number"]
    admin = people.inside(Role.ADMINISTRATOR)
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a", Role.SUPERVISOR))
    chain = f"chain/review/{quote(of.number)}"

    def marked(day: str) -> list[bool]:
        clock.fix_today(date(2047, 6, 3))  # the application has set its own
        pages = [
            visitor.get(at).text for at in (f"/duties/{number}", "/duties/missing/", f"/{chain}")
        ]
        assert [day in page for page in pages] == [True] * 3
        told = visitor.get(f"/api/v1/{chain}").json
        assert told is not None
        (owed,) = (node for node in told["nodes"] if number in node["duties"])
        assert owed["due"] == day
        return [*(f"{day}（暂定）" in page for page in pages), owed["provisional"]]

    assert marked("2044-03-30") == [True] * 4
    admin.get("/holiday_year/add")
    said = {"year": "2044", "days_off": "2044-03-24 2044-03-25", "source": "虚构"}
    assert admin.post("/holiday_year/add", said).status_code == 302
    assert soon(graph) is not None
    assert marked("2044-04-01") == [False] * 4


def test_what_a_parameter_makes_owed_is_found_since_its_day() -> None:
    rule = RULES[CODE]
    by = sweeping.counts_from
    assert by(rule, None, "v1") is None
    assert by(rule, "v1", "v1") is None
    assert by(rule, "v1", "v1 case-feedback.due=4.0@2047-02-02") == date(2047, 2, 2)
    assert by(rule, "v1 a.x=1.0@2022-03-01 a.x=2.0@2023-01-01", "v1 a.x=2.0@2023-01-01") == date(
        2022, 3, 1
    )
    assert by(rule, "v1", "v2") == rule.applies_from
    assert by(rule, "v1", "v1 holidays=0123456789ab") is None


def test_a_court_that_moved_takes_along_who_owes(graph: Graph, tree: Tree, few: None) -> None:
    told = {"resolution": "staged", "received_on": "2047-02-01", "staged_on": "2047-03-08"}
    mine, other = tree.petition("1", **told), tree.petition("2", "a2", **told)
    sweep(graph)
    number, above = debtor(graph, mine)
    assert above == tree.code_of("a")
    a1 = tree.courts["a1"]
    change(graph, tree, a1, name="改名法院")
    with graph.reading() as tx:
        assert not any(a1.uid in entry for entry in moved.waiting(tx))
    change(graph, tree, a1, formerly_under=[
        Link(tree.courts["b"].uid, "", "", {"from": None, "to": date(2047, 3, 31)})
    ])  # fmt: skip
    assert debtor(graph, mine) == (number, tree.code_of("a"))
    with graph.reading() as tx:
        assert any(a1.uid in entry for entry in moved.waiting(tx))
    report = soon(graph)
    assert report is not None
    assert debtor(graph, mine) == (number, tree.code_of("b"))  # who stood above it on that day
    assert debtor(graph, other)[1] == tree.code_of("a")
    with graph.reading() as tx:
        assert moved.waiting(tx) == []
    assert soon(graph) is None

    change(graph, tree, a1, formerly_under=[])
    sweep(graph)  # the daily one does the same
    assert debtor(graph, mine) == (number, tree.code_of("a"))


def change(graph: Graph, tree: Tree, record: Record, **values: Any) -> None:
    with graph.reading() as tx:
        at = records.get(tx, tree.system, record.declared, record.uid).version
    records.change(graph, tree.system, record.declared, record.uid, at, values)


class Process:
    """A sweep that ends when the test says so."""

    pid = 0

    def __init__(self) -> None:
        self.status: int | None = None

    def poll(self) -> int | None:
        return self.status


def test_the_supervisor_sweeps_once_a_day_and_within_a_minute_of_a_change(
    graph: Graph, tmp_path: Path, few: None
) -> None:
    sweep(graph)
    started: list[tuple[str, ...]] = []
    process = Process()

    def start(asked: Sequence[str], log: Path) -> Process:
        assert log == tmp_path / "duties.log"
        started.append(tuple(asked))
        process.status = None
        return process

    sweeps = Sweeps(graph, tmp_path / "duties.log", start)
    sweeps.look(1000)
    assert started == [()]
    sweeps.look(2000)
    assert started == [()]  # it still runs
    process.status = 0
    sweeps.look(2000)
    assert started == [()]  # nothing was changed
    graph.write(questions.new_stamp)
    sweeps.look(2059)
    assert started == [()]  # not a minute after the last look
    sweeps.look(2060)
    assert started == [(), ("--changed",)]
    process.status = 0
    soon(graph)
    sweeps.look(2120)
    assert len(started) == 2
    clock.fix_today(date(2047, 6, 4))
    sweeps.look(2121)
    assert started == [(), ("--changed",), ()]


def test_a_sweep_that_failed_is_started_again_after_a_minute(graph: Graph, tmp_path: Path) -> None:
    started: list[tuple[str, ...]] = []
    process = Process()

    def start(asked: Sequence[str], log: Path) -> Process:
        started.append(tuple(asked))
        process.status = None
        return process

    sweeps = Sweeps(graph, tmp_path / "duties.log", start)
    sweeps.look(1000)
    process.status = 1
    sweeps.look(1010)
    sweeps.look(1069)
    assert started == [()]
    sweeps.look(1070)
    assert started == [(), ()]


def test_what_becomes_known_late_is_judged_for_a_year() -> None:
    def periods(code: str) -> list[str]:
        rule, today = RULES[code], date(2047, 6, 3)
        after = sweeping._looked_back(rule, date(2047, 6, 2), today)
        return [each.name for each in begun(rule.every, after - timedelta(days=1), today)]

    for code in ("concentration", "improvement-proposal"):
        assert periods(code) == ["2046Q2", "2046Q3", "2046Q4", "2047Q1", "2047Q2"]
    assert periods("annual-focus") == ["2046", "2047"]
    assert periods("typical-cases") == ["2047"]
