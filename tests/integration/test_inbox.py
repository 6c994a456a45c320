"""The inbox: what comes into whose, that it is one's own to read and to mark, and its number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph import clock
from graph.duties import escalation
from graph.duties import inbox as news
from graph.errors import BadParameter, NotFound
from graph.operations.duties import inbox
from graph.operations.duties.inbox import Item
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.owed import FEEDBACK, SEALED, TODAY, owe, probe_rules
from tests.integration.people import People


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    with probe_rules():
        yield


def items(graph: Graph, actor: Actor, **asked: object) -> list[Item]:
    with graph.reading() as tx:
        return inbox.inbox(tx, actor, **asked).items  # type: ignore[arg-type]


def told(graph: Graph, actor: Actor) -> set[tuple[str, str, str]]:
    return {(str(i.what), i.step, str(i.on)) for i in items(graph, actor)}


@pytest.fixture
def officer(tree: Tree) -> str:
    return str(tree.officer("甲").number)


def test_news_of_a_duty_reach_its_court_and_its_officer(
    graph: Graph, tree: Tree, officer: str
) -> None:
    who = tree.officer("乙")
    due = date(2025, 6, 2)
    at = tree.departments["a1"]["enforcement"]
    number = owe(tree, FEEDBACK, tree.petition("1"), who, due, at=at, opened=date(2025, 5, 23))
    owe(tree, FEEDBACK, tree.petition("2"), at, date(2024, 6, 2))  # long ago: no news
    graph.write(lambda tx: news.overdue(tx, TODAY))
    graph.write(lambda tx: news.overdue(tx, TODAY))
    escalation.take(graph, tree.actor("a1", Role.SUPERVISOR), number, "remind", "请尽快反馈")
    expected = {
        ("opened", "", "2025-05-23"), ("overdue", "", "2025-06-02"),
        ("escalated", "remind", "2025-06-18"),
    }  # fmt: skip
    court = tree.actor("a1", Role.RECORD_KEEPER)
    himself = tree.actor("b1", Role.RECORD_KEEPER, officer=str(who.number))
    assert told(graph, court) == told(graph, himself) == expected
    found = items(graph, court)
    assert {(i.rule, i.title) for i in found} == {(FEEDBACK.code, f"{tree.code}-XF1")}
    assert len(found) == 3
    assert told(graph, tree.actor("a", Role.SUPERVISOR)) == set()
    assert told(graph, tree.actor("b1", Role.SUPERVISOR, officer=officer)) == set()


def test_notices_and_recurrences(graph: Graph, tree: Tree, officer: str) -> None:
    director = tree.officer("丙")
    tree.create(
        "Notice", number=f"{tree.code}-TB1", issued_on="2025-06-10",
        issued_by=tree.courts["a"].uid,
        addressed_to=[tree.departments["a1"]["enforcement"].uid, director.uid],
    )  # fmt: skip
    tree.create(
        "Notice", number=f"{tree.code}-TB2", issued_on="2024-06-10",
        issued_by=tree.courts["a"].uid, addressed_to=tree.courts["a1"].uid,
    )  # fmt: skip
    [item] = items(graph, tree.actor("a1", Role.RECORD_KEEPER))
    assert (str(item.what), item.title) == ("notice", f"{tree.code}-TB1")
    assert item.link is not None
    [own] = items(graph, tree.actor("b1", Role.SUPERVISOR, officer=str(director.number)))
    assert (own.title, own.link) == (f"{tree.code}-TB1", None)
    problem = tree.create("Problem", code=f"{tree.code}P", name="拖延")
    finding = tree.create(
        "Finding", number=f"{tree.code}-F1", status="established", problem=problem.uid,
        at=tree.courts["a1"].uid, occurred_on="2025-05-31",
    )  # fmt: skip
    feedback = tree.create(
        "Feedback", number=f"{tree.code}-FK1", sort_of_feedback="case",
        issued_on="2025-01-02", received_on="2025-01-03",
        issued_by=tree.courts["a"].uid, addressed_to=tree.courts["a1"].uid,
    )  # fmt: skip

    def recur(tx) -> None:  # type: ignore[no-untyped-def]
        tx.run(
            "MATCH (f:Finding {uid: $f}), (b:Feedback {uid: $b}) CREATE (f)-[:RECURS_AFTER]->(b)",
            f=finding.uid, b=feedback.uid,
        )  # fmt: skip
        news.after(tx, "Finding", [finding.uid], [], lambda *_: None)
        news.after(tx, "Finding", [finding.uid], [], lambda *_: None)

    graph.write(recur)
    for court in ("a1", "a", "top"):
        found = items(graph, tree.actor(court, Role.SUPERVISOR), what="recurred")
        assert [i.title for i in found] == [str(finding)], court
    assert items(graph, tree.actor("b", Role.SUPERVISOR), what="recurred") == []


def test_reading_is_ones_own(graph: Graph, tree: Tree) -> None:
    petition, department = tree.petition("1"), tree.departments["a1"]["enforcement"]
    for n in range(3):
        owe(tree, FEEDBACK, petition, department, date(2025, 7, n + 1), part=str(n), opened=TODAY)
    lead = owe(tree, SEALED, petition, department, date(2025, 7, 9), opened=TODAY)
    assert lead
    one, inspector = tree.actor("a1", Role.SUPERVISOR), tree.actor("a1", Role.INSPECTOR)
    other = Actor(**{**one.__dict__, "username": f"other-{tree.code}"})

    def unread(actor: Actor) -> int:
        with graph.reading() as tx:
            return inbox.unread(tx, actor)

    assert [unread(one), unread(other), unread(inspector)] == [3, 3, 4]
    first = items(graph, one)[0]
    assert inbox.mark(graph, one, [first.key], True) == 1
    assert [unread(one), unread(other)] == [2, 3]
    assert len(items(graph, one, only_unread=True)) == 2
    inbox.mark(graph, one, [first.key], False)
    assert unread(one) == 3
    assert inbox.mark_all(graph, one) == 3
    assert [unread(one), unread(other)] == [0, 3]
    foreign = tree.actor("b1", Role.SUPERVISOR)
    for keys in ([first.key], ["nothing"]):
        with pytest.raises(NotFound):
            inbox.mark(graph, foreign, keys, True)
    with pytest.raises(BadParameter):
        items(graph, one, what="x")


def test_pages_of_an_inbox_follow_each_other(graph: Graph, tree: Tree) -> None:
    petition, department = tree.petition("1"), tree.departments["a1"]["enforcement"]
    for n in range(3):
        owe(tree, FEEDBACK, petition, department, date(2025, 7, n + 1), part=str(n), opened=TODAY)
    actor = tree.actor("a1", Role.SUPERVISOR)
    with graph.reading() as tx:
        first = inbox.inbox(tx, actor, limit=2)
        second = inbox.inbox(tx, actor, after=first.next, limit=2)
    keys = [i.key for i in first.items + second.items]
    assert (len(first.items), len(second.items), len(set(keys))) == (2, 1, 3)
    assert second.next == ""


def test_the_page_and_the_number_on_top(tree: Tree, people: People) -> None:
    clock.fix_today(TODAY)  # the application has set its own
    department = tree.departments["a1"]["enforcement"]
    owe(tree, FEEDBACK, tree.petition("1"), department, date(2025, 7, 1), opened=TODAY)
    visitor = people.inside(Role.RECORD_KEEPER, actor=tree.actor("a1", Role.RECORD_KEEPER))
    page = visitor.get("/inbox/")
    assert page.status_code == 200, page.text
    assert '<span class="dot" title="未读">1</span>' in page.text
    assert "新的责任" in page.text
    assert visitor.post("/inbox/mark/1", {}).status_code == 400
    assert visitor.post("/inbox/mark/1", {"rowid": "x"}).status_code == 404
    assert visitor.post("/inbox/read-all").status_code == 302
    assert 'class="dot"' not in visitor.get("/inbox/").text
    for wrong in ("what=x", "unread=y", "after=z"):
        assert visitor.get(f"/inbox/?{wrong}").status_code == 400, wrong
