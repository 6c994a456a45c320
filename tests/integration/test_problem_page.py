"""A problem's page: codes that mean the same together, what is open, what came back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import quote

import pytest

from graph import clock, records
from graph.errors import BadCursor, NotFound
from graph.operations.chain import recurrences
from graph.operations.duties.workbench import workbench
from graph.operations.problem_map import Asked as MapAsked
from graph.operations.problem_map import problem_map
from graph.operations.problem_page import Asked, ProblemPage, problem_page, waiting
from graph.quarters import Quarter
from graph.recurrence import Kind
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    clock.fix_today(date(2024, 8, 15))
    yield
    clock.fix_today(None)


@pytest.fixture
def story(tree: Tree) -> dict[str, str]:
    """S means T. At a1: S on 1 February, fed back and rectified by 1 April; then T on 1 May (after
    the rectification) and S on 15 March (after the feedback, before the closing). At a2: one of S,
    fed back and not answered. One of a1 is fed back by nobody."""
    topic = tree.create("Topic", name=f"{tree.code}消极").uid
    s = tree.create("Problem", code=f"{tree.code}S", name="拖延", within=topic).uid
    t = tree.create("Problem", code=f"{tree.code}T", name="迟延", within=topic, same_as=[s]).uid
    made = {}
    for name, problem, court, day in (
        ("first", s, "a1", "2024-02-01"), ("between", s, "a1", "2024-03-15"),
        ("after", t, "a1", "2024-05-01"), ("other", s, "a2", "2024-01-15"),
    ):  # fmt: skip
        made[name] = tree.create(
            "Finding", number=f"{tree.code}-{name}", status="established", problem=problem,
            at=tree.courts[court].uid, occurred_on=day,
        ).uid  # fmt: skip
    for number, finding, received in (("1", "first", "2024-03-01"), ("2", "other", "2024-02-01")):
        made[f"feedback{number}"] = tree.create(
            "Feedback", number=f"{tree.code}-FK{number}", sort_of_feedback="case",
            issued_on="2024-01-20", received_on=received, covers=[made[finding]],
            issued_by=tree.departments["a"]["review"].uid,
            addressed_to=[tree.departments["a1"]["enforcement"].uid],
        ).uid  # fmt: skip
    tree.create(
        "Rectification", number=f"{tree.code}-ZG1", state="closed", opened_on="2024-03-02",
        closed_on="2024-04-01", answers=[made["feedback1"]], fixes=[made["first"]],
        carried_out_by=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip
    tree.case("1", "a1", filed_on="2024-05-01")
    tree.case("2", "a2", filed_on="2024-05-02")
    tree.case("3", "a", filed_on="2024-08-15")
    return made


Ask = Callable[..., ProblemPage]


@pytest.fixture
def ask(graph: Graph, tree: Tree) -> Ask:
    def asked(**said: str) -> ProblemPage:
        with graph.reading() as tx:
            return problem_page(tx, tree.actor("a", Role.SUPERVISOR), Asked(**said))  # type: ignore[arg-type]

    return asked


def test_codes_that_mean_the_same_are_shown_together(
    graph: Graph, tree: Tree, story: dict[str, str], ask: Ask
) -> None:
    page = ask(code=f"{tree.code}T")
    assert [each.code for each in page.problems] == [f"{tree.code}T", f"{tree.code}S"]
    first, second = Quarter(2024, 1), Quarter(2024, 2)
    a1, a2 = tree.code_of("a1"), tree.code_of("a2")
    assert page.cells == {(a1, first): 2, (a1, second): 1, (a2, first): 1}
    assert page.by_status["established"] == 4
    assert page.channels == {"none": 4}
    assert ask(topic=f"{tree.code}消极").cells == page.cells
    with pytest.raises(NotFound):
        ask(code=f"{tree.code}没有")


def test_what_is_open_and_since_when_it_is_not_seen(
    graph: Graph, tree: Tree, story: dict[str, str], ask: Ask
) -> None:
    page = ask(code=f"{tree.code}S")
    assert page.not_fed_back.value == 2
    with graph.reading() as tx:
        listed = records.find(tx, tree.actor("a"), waiting(page)).rows
    assert {each.uid for each in listed} == {story["between"], story["after"]}
    assert [each.number for each in page.unanswered] == [f"{tree.code}-FK2"]
    assert (page.last, page.cases_since) == (date(2024, 5, 1), 2)


def test_what_came_back_is_told_with_its_class_and_depth(
    graph: Graph, tree: Tree, story: dict[str, str], ask: Ask
) -> None:
    told = {
        each.uid: (each.told.kind, each.target, each.depth)
        for each in ask(code=f"{tree.code}S").seen
        if each.told.recurs
    }
    assert told == {
        story["between"]: (Kind.AFTER_FEEDBACK, f"{tree.code}-FK1", 0),
        story["after"]: (Kind.AFTER_RECTIFICATION, f"{tree.code}-ZG1", 1),
    }
    with graph.reading() as tx:
        made = problem_map(tx, tree.actor("a", Role.SUPERVISOR), MapAsked())
    assert made.depths == {
        (f"{tree.code}S", "2024Q1"): 0,
        (f"{tree.code}T", "2024Q2"): 1,
    }


def test_province_and_court_name_the_same_that_it_came_back_after(graph: Graph, tree: Tree) -> None:
    """After two rectifications: the one closed last, whatever their numbers; a later feedback that
    nobody answered comes behind both."""
    topic = tree.create("Topic", name=f"{tree.code}消极").uid
    problem = tree.create("Problem", code=f"{tree.code}S", name="拖延", within=topic).uid
    at = {"status": "established", "problem": problem, "at": tree.courts["a1"].uid}
    review = tree.departments["a"]["review"].uid
    enforcement = tree.departments["a1"]["enforcement"].uid
    for name, received, closed in (
        ("9", "2024-02-10", "2024-02-20"), ("5", "2024-02-11", "2024-03-20"),
        ("7", "2024-03-25", None),
    ):  # fmt: skip
        finding = tree.create(
            "Finding", number=f"{tree.code}-f{name}", occurred_on="2024-02-01", **at
        ).uid
        feedback = tree.create(
            "Feedback", number=f"{tree.code}-FK{name}", sort_of_feedback="case",
            issued_on=received, received_on=received, covers=[finding], issued_by=review,
            addressed_to=[enforcement],
        ).uid  # fmt: skip
        if closed:
            tree.create(
                "Rectification", number=f"{tree.code}-ZG{name}", state="closed",
                opened_on=received, closed_on=closed, answers=[feedback], fixes=[finding],
                carried_out_by=enforcement,
            )  # fmt: skip
    again = tree.create("Finding", number=f"{tree.code}-g", occurred_on="2024-05-01", **at).uid
    for court in ("top", "a", "a1"):
        with graph.reading() as tx:
            page = problem_page(tx, tree.actor(court, Role.SUPERVISOR), Asked(code=f"{tree.code}S"))
        told = {each.uid: (each.told.kind, each.target) for each in page.seen}
        assert told[again] == (Kind.AFTER_RECTIFICATION, f"{tree.code}-ZG5"), court


def test_a_province_lists_its_recurrences_page_by_page(
    graph: Graph, tree: Tree, story: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, said = tree.actor("top", Role.SUPERVISOR), Asked(code=f"{tree.code}S")

    def page(after: str = "") -> ProblemPage:
        with graph.reading() as tx:
            return problem_page(tx, actor, said, after)

    whole = page()
    assert whole.summary
    assert [(each.uid, each.told.kind, each.target, each.depth) for each in whole.seen] == [
        (story["after"], Kind.AFTER_RECTIFICATION, f"{tree.code}-ZG1", 1),
        (story["between"], Kind.AFTER_FEEDBACK, f"{tree.code}-FK1", 0),
    ]
    assert whole.next == ""
    area = tree.code_of("a")  # the ring of each cell of the map, as deep as the lists below it
    assert whole.depths == {(area, Quarter(2024, 1)): 0, (area, Quarter(2024, 2)): 1}
    monkeypatch.setattr("graph.operations.problem_page.LISTED", 1)
    first = page()
    second = page(first.next)
    assert [[each.uid for each in p.seen] for p in (first, second)] == [
        [story["after"]], [story["between"]],
    ]  # fmt: skip
    assert second.next == ""
    with pytest.raises(BadCursor):
        page("nonsense")


def test_who_belongs_to_no_court_sees_recurrences_on_the_workbench(
    graph: Graph, tree: Tree, story: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.operations.duties.workbench.SHOWN", 1000)
    with graph.reading() as tx:
        found = workbench(tx, Actor("u", "u", frozenset({Role.SUPERVISOR}))).recurrences
        of_a_court = workbench(tx, tree.actor("a", Role.SUPERVISOR)).recurrences
    uids = {each.uid for each in found}
    assert {story["after"], story["between"]} <= uids
    assert not uids & {story["first"], story["other"]}
    assert of_a_court == []


def test_a_cut_comparison_says_so_and_not_when_it_was_last_seen(
    graph: Graph, tree: Tree, story: dict[str, str], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of four findings the three latest are compared: that of a2 on 15 January is left out."""
    assert not ask(code=f"{tree.code}S").more
    monkeypatch.setattr("graph.operations.problem_page.MOST", 3)
    for module in ("problem_map", "problem_live"):
        monkeypatch.setattr(f"graph.operations.{module}.MOST", 3)
    page = ask(code=f"{tree.code}S")
    assert page.more
    assert (page.last, page.cases_since) == (None, None)
    assert page.unanswered == []
    assert {each.uid for each in page.seen if each.told.recurs} == {
        story["between"], story["after"]
    }  # fmt: skip
    with graph.reading() as tx:
        for channel, cut in (("", False), ("none", True)):  # from tallies, then counted live
            asked = MapAsked(channel=channel)
            made = problem_map(tx, tree.actor("a", Role.SUPERVISOR), asked)
            assert made.more == cut
            assert made.total == 4
            assert set(made.depths.values()) == {0, 1}
    monkeypatch.setattr("graph.operations.chain.recurring.MOST", 1)
    assert ask(code=f"{tree.code}S").more


def test_codes_two_steps_apart_are_one_problem(
    graph: Graph, tree: Tree, story: dict[str, str], ask: Ask
) -> None:
    """S = T = U = V, of which U has no finding: V on 1 June recurs after S was put right."""
    with graph.reading() as tx:
        actor = tree.actor("a", Role.SUPERVISOR)
        t = problem_map(tx, actor, MapAsked()).catalogue
    same = next(each.uid for each in t if each.code == f"{tree.code}T")
    u = tree.create("Problem", code=f"{tree.code}U", name="延迟", same_as=[same]).uid
    v = tree.create("Problem", code=f"{tree.code}V", name="迟缓", same_as=[u]).uid
    last = tree.create(
        "Finding", number=f"{tree.code}-last", status="established", problem=v,
        at=tree.courts["a1"].uid, occurred_on="2024-06-01",
    ).uid  # fmt: skip
    page = ask(code=f"{tree.code}S")
    assert [each.code.removeprefix(tree.code) for each in page.problems] == ["S", "T", "U", "V"]
    told = {each.uid: (each.told.kind, each.target, each.depth) for each in page.seen}
    assert told[last] == (Kind.AFTER_RECTIFICATION, f"{tree.code}-ZG1", 1)
    with graph.reading() as tx:
        made = problem_map(tx, tree.actor("a", Role.SUPERVISOR), MapAsked())
        assert made.depths[f"{tree.code}V", "2024Q2"] == 1
        known = recurrences(tx, actor, tree.code_of("a1"), f"{tree.code}V")
    assert last in {each.finding for each in known.recurred}


def test_the_page_rings_what_recurs_with_its_depth(
    tree: Tree, people: People, story: dict[str, str]
) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a"))
    answer = visitor.get(f"/problems/{quote(tree.code)}S")
    found = re.search(r'<script type="application/json">(\{"cells.*?)</script>', answer.text, re.S)
    assert found, answer.text
    a1, a2 = tree.code_of("a1"), tree.code_of("a2")
    assert {
        (cell["row"], cell["column"]): cell["depth"] for cell in json.loads(found[1])["cells"]
    } == {(a1, "2024Q1"): 0, (a1, "2024Q2"): 1, (a2, "2024Q1"): None}
    assert re.search(r'href="/problems/recurrence[^"]*" aria-current="page"', answer.text)
    assert 'href="#unanswered"' in answer.text
