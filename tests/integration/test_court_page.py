"""A court's page: numbers, open items and the lists behind them, counted by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from graph import clock, records
from graph.errors import NotFound
from graph.model import Link
from graph.operations.court_page import Asked, CourtPage, behind, court_page
from graph.quarters import Quarter
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree

Ask = Callable[..., CourtPage]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    clock.fix_today(date(2024, 8, 15))
    yield
    clock.fix_today(None)


@pytest.fixture
def ask(graph: Graph, tree: Tree) -> Ask:
    def asked(actor: Actor | None = None, court: str = "a", **said: object) -> CourtPage:
        with graph.reading() as tx:
            code = tree.code_of(court)
            return court_page(
                tx, actor or tree.actor("top", Role.SUPERVISOR), Asked(code, **said)  # type: ignore[arg-type]
            )  # fmt: skip

    return asked


@pytest.fixture
def problem(tree: Tree) -> str:
    return tree.create("Problem", code=f"{tree.code}S", name="拖延").uid


def numbers(page: CourtPage) -> dict[str, tuple[dict[str, int], int]]:
    return {
        each.sort.code: (dict(each.by_standing), each.undated)
        for each in page.numbers
        if each.total or each.undated
    }


def plant(tree: Tree, problem: str) -> None:
    """Records of the courts a, a1, a2 (subtree of a), of the high court and of b1."""
    for court, number, filed, concluded in (
        ("a", "1", "2024-03-31", "2024-04-01"), ("a1", "2", "2024-04-01", None),
        ("a2", "3", "2021-01-01", "2024-06-30"), ("a2", "4", "2021-01-02", "2022-06-30"),
        ("top", "5", "2024-05-05", None), ("b1", "6", "2024-05-05", None),
    ):  # fmt: skip
        done = {"concluded_on": concluded, "outcome": "executed"} if concluded else {}
        tree.case(number, court, filed_on=filed, **done)
    for court, number, outcome in (
        ("a", "1", "revoked"),
        ("a", "2", None),
        ("top", "3", "changed"),
    ):
        ruled = {"outcome": outcome, "ruled_on": "2024-05-06"} if outcome else {}
        tree.create(
            "Review", number=f"（2024）{tree.code_of(court)}执异{number}号",
            sort_of_review="objection", filed_on="2024-05-05",
            decided_by=tree.departments[court]["review"].uid, **ruled,
        )  # fmt: skip
    for number, (court, resolution) in enumerate((("a1", "final"), ("a1", "staged"), ("a2", None))):
        tree.petition(str(number), court, received_on="2024-07-01", resolution=resolution)
    covered = [
        tree.create(
            "Finding", number=f"{tree.code}-F{n}", status=status, occurred_on=day, problem=problem,
            at=tree.courts[court].uid,
        ).uid
        for n, (court, status, day) in enumerate((
            ("a1", "established", "2024-01-01"), ("a1", "alleged", "2024-01-02"),
            ("a2", "established", None), ("top", "established", "2024-01-02"),
        ))
    ]  # fmt: skip
    first = _feedback(tree, "1", "top", [tree.departments["a1"]["enforcement"].uid], covered[:1])
    _feedback(tree, "2", "a", [tree.courts["a2"].uid, tree.departments["a"]["review"].uid], [])
    for number, state, due in (
        ("1", "open", "2024-08-14"), ("2", "reopened", "2024-08-15"), ("3", "closed", "2024-01-01"),
        ("4", "open", None),
    ):  # fmt: skip
        tree.create(
            "Rectification", number=f"{tree.code}-ZG{number}", state=state, due_on=due,
            opened_on="2024-02-01", answers=[first] if number == "1" else None,
            closed_on="2024-06-01" if state == "closed" else None,
            carried_out_by=tree.departments["a1"]["enforcement"].uid,
        )  # fmt: skip


def _feedback(tree: Tree, number: str, issuer: str, to: list[str], covers: list[str]) -> str:
    return tree.create(
        "Feedback", number=f"{tree.code}-FK{number}", sort_of_feedback="case",
        issued_on="2024-01-20", received_on="2024-01-21", covers=covers, addressed_to=to,
        issued_by=tree.departments[issuer]["review"].uid,
    ).uid  # fmt: skip


SUBTREE = {
    "cases_filed": ({"": 2}, 0),
    "cases_concluded": ({"executed": 2}, 0),
    "reviews_filed": ({"objection": 2}, 0),
    "reviews_ruled": ({"revoked": 1}, 0),
    "petitions": ({"final": 1, "staged": 1, "": 1}, 0),
    "findings": ({"established": 1, "alleged": 1}, 1),
    "feedback_received": ({"case": 2}, 0),
    "feedback_issued": ({"case": 1}, 0),
    "rectifications": ({"open": 2, "reopened": 1, "closed": 1}, 0),
}


def test_a_court_counts_with_its_subtree_or_alone(tree: Tree, problem: str, ask: Ask) -> None:
    plant(tree, problem)
    assert numbers(ask()) == SUBTREE
    assert numbers(ask(own=True)) == {
        "cases_filed": ({"": 1}, 0),
        "cases_concluded": ({"executed": 1}, 0),
        "reviews_filed": ({"objection": 2}, 0),
        "reviews_ruled": ({"revoked": 1}, 0),
        "feedback_received": ({"case": 1}, 0),
        "feedback_issued": ({"case": 1}, 0),
    }
    assert numbers(ask(court="top")) == SUBTREE | {
        "cases_filed": ({"": 4}, 0),
        "reviews_filed": ({"objection": 3}, 0),
        "reviews_ruled": ({"revoked": 1, "changed": 1}, 0),
        "findings": ({"established": 2, "alleged": 1}, 1),
        "feedback_issued": ({"case": 2}, 0),
    }
    assert numbers(ask(court="top", own=True)) == {
        "cases_filed": ({"": 1}, 0),
        "reviews_filed": ({"objection": 1}, 0),
        "reviews_ruled": ({"changed": 1}, 0),
        "findings": ({"established": 1}, 0),
        "feedback_issued": ({"case": 1}, 0),
    }


def test_open_items_are_what_waits(tree: Tree, problem: str, ask: Ask) -> None:
    plant(tree, problem)
    waiting = {each.code: each.count.value for each in ask().open}
    wanted = {
        "rectifications_overdue": 1,
        "rectifications_open": 1,
        "rectifications_without_due": 1,
        "feedback_unanswered": 1,
        "findings_not_fed_back": 1,
        "petitions_unresolved": 2,
        "reviews_pending": 1,
    }
    assert waiting == wanted
    province = {each.code: each.count.value for each in ask(court="top").open}
    assert province == wanted | {"findings_not_fed_back": 2}


def test_every_number_leads_to_as_many_records(
    graph: Graph, tree: Tree, problem: str, ask: Ask
) -> None:
    plant(tree, problem)
    actor = tree.actor("top", Role.SUPERVISOR)
    for page in (ask(), ask(own=True), ask(court="a1"), ask(court="top")):
        with graph.reading() as tx:
            for each in page.numbers:
                for standing, count in each.by_standing.items():
                    query = behind(page, each.sort, standing if each.sort.by else None)
                    assert records.count(tx, actor, query).value == count, (each.sort, standing)
                query = behind(page, each.sort, undated=True)
                if each.sort.whole or each.undated:
                    assert records.count(tx, actor, query).value == each.undated, each.sort


def test_the_usual_period_is_the_last_eight_quarters(tree: Tree, ask: Ask) -> None:
    page = ask()
    assert (page.since, page.until) == (Quarter(2022, 4), Quarter(2024, 3))
    assert len(page.quarters) == 8
    page = ask(since=Quarter(2024, 1), until=Quarter(2024, 2))
    assert [str(each) for each in page.quarters] == ["2024Q1", "2024Q2"]


def test_the_trend_counts_by_quarter(tree: Tree, problem: str, ask: Ask) -> None:
    plant(tree, problem)
    by_code = {each.sort.code: each for each in ask().numbers}
    assert by_code["cases_filed"].by_quarter == {
        (Quarter(2024, 1), ""): 1, (Quarter(2024, 2), ""): 1,
    }  # fmt: skip


def test_of_a_court_outside_the_subtree_only_the_directory_is_told(
    tree: Tree, problem: str, ask: Ask
) -> None:
    plant(tree, problem)
    page = ask(tree.actor("b", Role.SUPERVISOR), "a1")
    assert not page.mine
    assert (page.numbers, page.open) == ([], [])
    assert page.above is not None
    assert page.above.code == tree.code_of("a")
    assert [each["number"] for each in page.departments] == [
        f"{tree.code_of('a1')}-enforcement", f"{tree.code_of('a1')}-review",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        ask(Actor("u", "u", frozenset(Role), "别", "c1", "别"), "a1")


def test_departments_are_told_with_their_leaders_of_today(tree: Tree, ask: Ask) -> None:
    department = tree.departments["a1"]["enforcement"].uid
    for number, since, until in (
        ("前", "2020-01-01", "2024-08-14"), ("今", "2024-08-15", None),
        ("后", "2024-08-16", None),
    ):  # fmt: skip
        tree.create(
            "Officer", number=f"{tree.code}-{number}", name=number, serves=department,
            leads=Link(department, "Department", "", {"from": since, "to": until}),
        )  # fmt: skip
    page = ask(court="a1")
    leaders = {row["number"]: [o["name"] for o in row["leaders"]] for row in page.departments}
    assert leaders[f"{tree.code_of('a1')}-enforcement"] == ["今"]
    assert [each.code for each in ask().below] == [tree.code_of("a1"), tree.code_of("a2")]
