"""Where everybody lands after login: own duties, recurrences, findings, notices, by role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph import clock
from graph.duties.reading import Owed
from graph.duties.sweep import JOB
from graph.lease import leased
from graph.operations.duties.workbench import Again, Workbench, workbench
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.owed import CHECK, FEEDBACK, SEALED, TODAY, owe, probe_rules
from tests.integration.people import People
from tests.integration.stories import Story


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    with probe_rules():
        yield


def bench(graph: Graph, actor: Actor) -> Workbench:
    with graph.reading() as tx:
        return workbench(tx, actor)


def numbers(owed: list[Owed]) -> list[str]:
    return [each.number for each in owed]


@pytest.fixture
def owed(tree: Tree) -> dict[str, str]:
    """Duties of a1 (department and officer) and of its superior, today being 18 June 2025."""
    petition = tree.petition("1")
    a1, a = (tree.departments[court]["enforcement"] for court in ("a1", "a"))
    officer = tree.officer("甲")

    def due(name: str, by, on: date, **more) -> str:  # type: ignore[no-untyped-def]
        return owe(tree, more.pop("rule", FEEDBACK), petition, by, on, part=name, **more)

    return {
        "overdue": due("overdue", a1, date(2025, 5, 31)),
        "soon": due("soon", a1, date(2025, 6, 20)),
        "coming": due("coming", a1, date(2025, 7, 18)),
        "far": due("far", a1, date(2025, 7, 19)),
        "officer": due("officer", officer, date(2025, 6, 17), at=a1, rule=CHECK),
        "above": due("above", a, date(2025, 6, 1)),
        "sealed": due("sealed", a1, date(2025, 6, 3), rule=SEALED),
    }


def test_each_role_sees_what_waits_for_it(graph: Graph, tree: Tree, owed: dict[str, str]) -> None:
    keeper = bench(graph, tree.actor("a1", Role.RECORD_KEEPER))
    assert numbers(keeper.unit.overdue) == [owed["overdue"], owed["officer"]]
    assert numbers(keeper.unit.soon) == [owed["soon"]]
    assert numbers(keeper.unit.coming) == [owed["coming"]]
    inspector = bench(graph, tree.actor("a1", Role.INSPECTOR))
    assert owed["sealed"] in numbers(inspector.unit.overdue)
    above = bench(graph, tree.actor("a", Role.SUPERVISOR))
    assert numbers(above.unit.overdue) == [owed["above"]]
    mine = bench(graph, tree.actor("a1", Role.RECORD_KEEPER, officer=f"{tree.code}-甲"))
    assert numbers(mine.mine.overdue) == [owed["officer"]]
    other = bench(graph, tree.actor("b1", Role.SUPERVISOR, officer=f"{tree.code}-甲"))
    assert not other.unit


def test_findings_and_notices_of_the_scope(graph: Graph, tree: Tree) -> None:
    problem = tree.create("Problem", code=f"{tree.code}P", name="拖延")
    for number, on in (("F1", "2025-06-01"), ("F2", "2025-03-01")):
        tree.create(
            "Finding", number=f"{tree.code}-{number}", status="established", problem=problem.uid,
            at=tree.courts["a1"].uid, occurred_on=on,
        )  # fmt: skip
    tree.create(
        "Notice", number=f"{tree.code}-TB1", issued_on="2025-01-10",
        issued_by=tree.courts["a"].uid, addressed_to=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip
    found = bench(graph, tree.actor("a1", Role.SUPERVISOR))
    assert [f.number for f in found.findings] == [f"{tree.code}-F1"]
    assert [n.number for n in found.received] == [f"{tree.code}-TB1"]
    other = bench(graph, tree.actor("b1", Role.SUPERVISOR))
    assert (other.findings, other.received) == ([], [])


def test_a_recurrence_tells_its_kind_and_depth(graph: Graph, tree: Tree, people: People) -> None:
    clock.fix_today(TODAY)  # the application has set its own
    story = Story(tree)
    story.round(story.finding("2024-03-01"), "2024-04-01", "2024-04-10", "2024-06-01")
    again = story.finding("2025-06-02")
    own = bench(graph, tree.actor("a1", Role.SUPERVISOR))
    assert [item.link and item.link.uid for item in own.recurred] == [again.uid]
    assert own.again == {again.uid: Again(("after_rectification",), 1)}
    page = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR)).get(
        "/workbench/"
    )
    assert "整改后复发 · 整改落空 1 次" in page.text


def test_while_duties_are_looked_for_first_pages_say_so(
    graph: Graph, tree: Tree, people: People
) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    pages = ("/workbench/", "/duties/missing/")
    with leased(graph, JOB):
        for address in pages:
            assert "3 条规则已查完 0 条" in visitor.get(address).text
    for address in pages:
        assert "条规则已查完" not in visitor.get(address).text


def test_statements_dont_grow_with_what_waits(
    graph: Graph, tree: Tree, owed: dict[str, str]
) -> None:
    def statements(court: str) -> int:
        with graph.reading() as tx:
            workbench(tx, tree.actor(court, Role.SUPERVISOR))
            return tx.statements

    statements("b")  # what a process keeps is read once
    # Names of the ends, where there are ends: of one type after the other.
    assert statements("a") <= statements("b") + 6


def test_everybody_lands_there_and_pages_lead_on(
    tree: Tree, people: People, owed: dict[str, str]
) -> None:
    clock.fix_today(TODAY)  # the application has set its own
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    assert visitor.get("/").headers["Location"] == "/workbench/"
    page = visitor.get("/workbench/")
    assert page.status_code == 200, page.text
    assert f'href="/duties/{owed["overdue"]}"' in page.text
    assert owed["sealed"] not in page.text
    assert visitor.get("/records/").status_code == 200
    missing = visitor.get("/duties/missing/?state=all&sort=latest")
    assert missing.status_code == 200, missing.text
    assert owed["far"] in missing.text
    assert "甲某" in missing.text
    for form in ("csv", "xlsx"):
        file = visitor.client.get(f"/duties/missing/export.{form}")
        assert file.status_code == 200
    lines = visitor.get("/duties/missing/export.csv").get_data().decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith(owed["overdue"])
    for status, name in (("", "far"), ("overdue", "officer"), ("open", "coming")):
        listed = visitor.get(f"/duties/?status={status}")
        assert owed[name] in listed.text, status
        told = visitor.get(f"/api/v1/duties/?status={status}").json
        assert told is not None
        assert owed[name] in {item["number"] for item in told["items"]}
    for closed in ("met", "waived", "void"):
        assert visitor.get(f"/duties/?status={closed}").status_code == 200
    first = visitor.get("/api/v1/duties/?limit=1").json
    assert first is not None
    second = visitor.get(f"/api/v1/duties/?limit=1&cursor={first['next']}").json
    assert second is not None
    assert [first["items"][0]["number"], second["items"][0]["number"]] == [
        owed["overdue"], owed["officer"],
    ]  # fmt: skip
    for wrong in ("status=x", "rule=x", "limit=0", "cursor=x", "from=2025"):
        assert visitor.get(f"/api/v1/duties/?{wrong}").status_code == 400, wrong
    assert visitor.get("/duties/missing/?state=x").status_code == 400
    for months, typed, why in (
        ("from=2025-13", "2025-13", "请写作 2024-03"),
        ("from=2025-05&to=2025-04", "2025-04", "止于起之前"),
    ):
        wrong = visitor.get(f"/duties/missing/?{months}&rule={FEEDBACK.code}")
        page = wrong.get_data(as_text=True)
        assert wrong.status_code == 400
        assert f"“{typed}”：{why}。" in page
        assert f'value="{typed}" aria-invalid="true"' in page  # what was typed is there
        assert f'<option value="{FEEDBACK.code}" selected' in page
    assert visitor.get("/duties/nothing").status_code == 404
