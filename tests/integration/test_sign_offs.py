"""Sign-offs that later recurred, and the two statistical triggers, as pages: numbers by hand."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import quote

import pytest

from graph import clock
from graph.errors import BadParameter, NotAllowed, NotFound
from graph.model import Link, Record
from graph.operations.concentration import Asked as AskedStatistics
from graph.operations.concentration import Period, Verdict, statistics
from graph.operations.not_seen import not_seen
from graph.operations.sign_offs import Asked, Vain, sign_offs
from graph.quarters import Quarter
from graph.queries import At
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.stories import Story


class Signed(NamedTuple):
    """Four sign-offs at a1 in the second half of 2021. Two by 甲: one recurred, one didn't. One by
    甲 and 乙, checked by 丙 as carried out, failed by a later check. One by 乙, not put right. And
    one that nobody signed; and one by 甲 at b1."""

    story: Story
    recurred: Record
    failed: Record
    outlasted: Record
    g: Record
    check: Record


def by(*officers: Record, on: str = "2021-07-01") -> list[Link]:
    return [Link(each.uid, "Officer", "", {"on": on}) for each in officers]


@pytest.fixture
def signed(tree: Tree) -> Signed:
    story = Story(tree)
    one, two, three = (tree.officer(n) for n in "甲乙丙")

    def closed(day: str, *officers: Record, court: str = "a1", problem: str = "P1") -> Record:
        f = story.finding("2021-01-01", court=court, problem=problem)
        b = story.feedback(f, "2021-03-01", by=court, to=court)
        return story.rectification(
            b, f, "2021-03-10", day, court=court, signed_off_by=by(*officers, on=day)
        )

    recurred = closed("2021-07-01", one)
    closed("2021-12-31", one, problem="P2")
    failed = closed("2021-08-01", one, two, problem="P2")
    story.check(failed, "carried_out", "2021-08-20", checked_by=three)
    check = story.check(failed, "recurring", "2021-10-01")
    f = story.finding("2021-01-01", court="a2")
    b = story.feedback(f, "2021-03-01", to="a2")
    outlasted = story.rectification(
        b, f, "2021-03-10", "2021-09-01", court="a2", signed_off_by=by(two, on="2021-09-01")
    )
    story.finding("2021-02-01", court="a2", occurred_to="2021-11-01")
    closed("2021-11-11", problem="P2")
    closed("2021-07-01", one, court="b1")
    g = story.finding("2021-07-15")
    return Signed(story, recurred, failed, outlasted, g, check)


YEAR = {"since": Quarter(2021, 1), "until": Quarter(2021, 4)}


def test_who_signed_and_who_checked_what_was_in_vain(
    graph: Graph, tree: Tree, signed: Signed
) -> None:
    with graph.reading() as tx:
        found = sign_offs(tx, tree.actor("a", Role.SUPERVISOR), Asked(**YEAR))
    assert (found.total, found.unsigned, found.more) == (5, 1, False)
    assert {each.number: set(each.why) for each in found.vain} == {
        signed.recurred.number: {Vain.RECURRED},
        signed.failed.number: {Vain.FAILED_CHECK},
        signed.outlasted.number: {Vain.NOT_PUT_RIGHT},
    }
    told = {each.number: each.why for each in found.vain}
    assert told[signed.recurred.number][Vain.RECURRED] == (
        (signed.g.number, signed.g.uid, "Finding"),
    )
    assert told[signed.failed.number][Vain.FAILED_CHECK] == (
        (signed.check.number, signed.check.uid, "Check"),
    )
    assert [(p.key[-1], p.vain, p.total) for p in found.signers] == [("乙", 2, 2), ("甲", 2, 3)]
    assert [(p.key[-1], p.vain, p.total) for p in found.checkers] == [("丙", 1, 1)]
    one = found.signers[1]
    assert one.by_why == {Vain.RECURRED: 1, Vain.FAILED_CHECK: 1, Vain.NOT_PUT_RIGHT: 0}


def test_scope_period_reason_and_right(graph: Graph, tree: Tree, signed: Signed) -> None:
    def vain(at: str, *roles: Role, officer: str | None = None, **asked: object) -> set[str]:
        actor = tree.actor(at, *(roles or (Role.INSPECTOR,)), officer=officer)
        with graph.reading() as tx:
            found = sign_offs(tx, actor, Asked(**{**YEAR, **asked}))  # type: ignore[arg-type]
        return {each.number for each in found.listed}

    everything = {signed.recurred.number, signed.failed.number, signed.outlasted.number}
    assert vain("top") == everything
    assert vain("top", own=True) == set()
    assert vain("a2") == {signed.outlasted.number}
    assert vain("b") == set()
    assert vain("a", why="recurred") == {signed.recurred.number}
    assert vain("a", since=Quarter(2021, 4)) == set()
    assert vain("a", officer=f"{tree.code}-乙") == {signed.recurred.number}  # nothing of oneself
    with pytest.raises(NotFound):
        vain("a", court=tree.code_of("b1"))
    for role in (Role.ADMINISTRATOR, Role.RECORD_KEEPER):
        with pytest.raises(NotAllowed):
            vain("a", role)
    with pytest.raises(BadParameter):
        vain("a", why="x")


def test_the_page_of_sign_offs_and_its_file(tree: Tree, people: People, signed: Signed) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a"))
    page = visitor.get("/problems/sign-offs/?from=2021Q1&to=2021Q4&why=recurred")
    assert page.status_code == 200, page.text
    assert signed.recurred.number in page.text
    assert signed.failed.number not in page.text
    assert "2 / 3" in page.text
    file = visitor.get("/problems/sign-offs/export.csv?from=2021Q1&to=2021Q4")
    assert file.status_code == 200
    lines = file.get_data().decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert any(signed.check.number in line and f"甲某 {tree.code}-甲" in line for line in lines)
    assert visitor.get("/problems/sign-offs/?from=2022").status_code == 400
    keeper = people.inside(Role.RECORD_KEEPER, actor=tree.actor("a"))
    assert keeper.get("/problems/sign-offs/").status_code == 403
    other = quote(tree.code_of("b1"))
    assert visitor.get(f"/problems/sign-offs/?court={other}").status_code == 404


def test_what_is_compared_is_what_was_found_and_concluded(graph: Graph, tree: Tree) -> None:
    """Second quarter of 2024: at a1 6 of 8 findings of P1 (or the same by code), 2 of 5 cases."""
    story = Story(tree)
    same = story.problems["P3"] = tree.create(
        "Problem", code=f"{tree.code}-P3", name="同义", same_as=story.problems["P1"]
    )
    for n in range(6):
        story.finding(f"2024-0{4 + n % 3}-01", problem="P1" if n % 2 else "P3")
    for court in ("a2", "b1"):
        story.finding("2024-06-30", court=court)
    story.finding("2024-03-31")
    story.finding("2024-07-01")
    story.finding("2024-05-01", status="alleged")
    story.finding("2024-05-01", problem="P2")
    for number, court in enumerate(("a1", "a1", "a2", "b1", "b1"), 1):
        tree.case(str(number), court, filed_on="2024-01-02", concluded_on="2024-05-05")
    tree.case("9", "a1", filed_on="2024-01-02", concluded_on="2024-07-01")

    def of(court: str) -> dict[tuple[str, str], tuple[int, int, int, int]]:
        asked = AskedStatistics(period=Period.read("2024Q2"))
        with graph.reading() as tx:
            found = statistics(tx, tree.actor(court, Role.SUPERVISOR), asked)
        assert {each.verdict for each in found.compared} == {Verdict.TOO_FEW}
        return {
            (each.problems[0][-2:], each.court[-2:]): (
                each.count, each.of, each.cases, each.all_cases
            )
            for each in found.compared
        }  # fmt: skip

    assert same.code
    assert of("top") == {
        ("P1", "a1"): (6, 8, 2, 5), ("P1", "a2"): (1, 8, 1, 5), ("P1", "b1"): (1, 8, 2, 5),
        ("P2", "a1"): (1, 1, 2, 5),
    }  # fmt: skip
    assert of("a") == {
        ("P1", "a1"): (6, 7, 2, 3), ("P1", "a2"): (1, 7, 1, 3), ("P2", "a1"): (1, 1, 2, 3),
    }  # fmt: skip
    with graph.reading() as tx:
        found = statistics(
            tx, tree.actor("top", Role.SUPERVISOR), AskedStatistics(period=Period.read("2024"))
        )
    told = [(s.problems[0][-2:], len(s.courts), s.of, s.count, s.verdict) for s in found.spread]
    assert told == [("P1", 3, 6, 10, Verdict.TRIGGERED), ("P2", 1, 6, 1, Verdict.TOO_FEW)]
    assert found.period.until.last == date(2024, 12, 31)


def test_the_pages_of_the_two_triggers(tree: Tree, people: People) -> None:
    story = Story(tree)
    for court in ("a1", "a2", "b1"):
        story.finding("2024-06-30", court=court)
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("top"))
    for part in ("concentration", "universal"):
        page = visitor.get(f"/problems/{part}?period=2024Q2")
        assert page.status_code == 200, page.text
        assert f"{story.code} 问题P1" in page.text
        file = visitor.client.get(f"/problems/{part}/export.xlsx?period=2024Q2")
        assert file.status_code == 200
    assert "3 / 6" in visitor.get("/problems/universal?period=2024Q2").text
    assert "不足5件，不作判断" in visitor.get("/problems/concentration?period=2024Q2").text
    assert visitor.get("/problems/concentration?period=2024Q5").status_code == 400
    basic = people.inside(Role.SUPERVISOR, actor=tree.actor("a1"))
    assert "基层法院没有下级法院" in basic.get("/problems/concentration").text


def test_a_problem_is_only_ever_not_seen_since(graph: Graph, tree: Tree) -> None:
    """P1 last in the second quarter of 2024, three cases filed after it; P2 seen in this one."""
    story = Story(tree)
    clock.fix_today(date(2025, 2, 1))
    try:
        story.finding("2023-01-01")
        story.finding("2024-04-01")
        story.finding("2024-12-01", status="refuted")
        story.finding("2025-01-31", problem="P2")
        for number, day in enumerate(("2024-06-30", "2024-07-01", "2024-12-31", "2025-01-01"), 1):
            tree.case(str(number), "a1", filed_on=day)
        told = {}
        for court in ("a1", "a", "a2"):
            actor = tree.actor(court, Role.SUPERVISOR)
            with graph.reading() as tx:
                found = not_seen(tx, actor, At(tree.code_of(court), "c2" if court == "a" else "c3"))
            told[court] = [(e.problems[0], e.name, str(e.last), e.cases_since) for e in found]
        assert told == {
            "a1": [(story.code, "问题P1", "2024Q2", 3)],
            "a": [(story.code, "问题P1", "2024Q2", 3)],
            "a2": [],
        }
    finally:
        clock.fix_today(None)
