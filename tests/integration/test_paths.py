"""Paths between records, counted by hand: the shortest, the next, and those there must not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from graph.errors import BadParameter, NotFound
from graph.model import Record
from graph.operations import officer_file
from graph.operations.explore import Asked, Found, paths, walking
from graph.operations.explore.paths import LONGEST, SLOW
from graph.operations.explore.ways import relation_names
from graph.scope import Actor, Role, parameters
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.stories import Story

RELS = frozenset({"ABOUT", "HAS_ACT", "CHALLENGES", "FOUND", "CONCERNS", "IN_CASE"})


@dataclass
class Line:
    """A petition about a case, whose act a review revoked, which found something there."""

    tree: Tree
    petition: Record
    case: Record
    act: Record
    review: Record
    finding: Record


@pytest.fixture
def line(tree: Tree) -> Line:
    story = Story(tree)
    case = tree.case("1")
    act = story.act(case, "2022-06-10")
    review = story.review(act, "revoked", "2022-09-01")
    finding = story.finding("2022-06-10", found_by=review, concerns=act, in_case=case)
    return Line(tree, tree.petition("1", about_case=case), case, act, review, finding)


def asked(graph: Graph, actor: Actor, start: Record, end: Record, **more: Any) -> Found:
    """``skip`` and ``seconds`` go to the search, all else to what is asked."""
    options = {name: more.pop(name) for name in ("skip", "seconds") if name in more}
    sets = {n: frozenset(v) if n in ("rels", "through") else v for n, v in more.items()}
    with graph.reading() as tx:
        return paths(tx, actor, Asked(start.uid, end.uid, **sets), **options)


def way(*records: Record) -> tuple[str, ...]:
    return tuple(record.uid for record in records)


def every(graph: Graph, actor: Actor, start: Record, end: Record, **more: Any) -> list[Any]:
    """All alternatives, one after the other."""
    found = []
    while True:
        next_one = asked(graph, actor, start, end, skip=len(found), **more)
        found += [next_one.path] if next_one.path else []
        if not next_one.more:
            return found


def test_the_shortest_path_comes_first_and_then_the_next_ones(graph: Graph, line: Line) -> None:
    here = line.tree.actor("a1")
    p, c, a, r, f = line.petition, line.case, line.act, line.review, line.finding
    found = every(graph, here, p, r, rels=RELS)
    assert set(found[:2]) == {way(p, c, a, r), way(p, c, f, r)}
    assert set(found[2:]) == {way(p, c, a, f, r), way(p, c, f, a, r)}
    first = asked(graph, here, p, r, rels=RELS - {"IN_CASE"})
    assert [node.uid for node in first.answer.nodes] == list(way(p, c, a, r))
    assert [edge.id for edge in first.answer.edges] == [
        f"{p.uid}|ABOUT|{c.uid}", f"{c.uid}|HAS_ACT|{a.uid}", f"{r.uid}|CHALLENGES|{a.uid}",
    ]  # fmt: skip
    assert asked(graph, here, r, p, rels=RELS - {"IN_CASE"}).path == way(r, a, c, p)


def test_relations_length_and_direction_are_chosen(graph: Graph, line: Line) -> None:
    here = line.tree.actor("a1")
    p, c, a, r, f = line.petition, line.case, line.act, line.review, line.finding
    only = {"rels": {"ABOUT", "HAS_ACT", "CHALLENGES"}}
    assert every(graph, here, p, r, **only) == [way(p, c, a, r)]
    assert every(graph, here, p, r, longest=2, rels=RELS) == []
    assert every(graph, here, p, r, directed=True, rels=RELS) == []
    assert every(graph, here, r, c, directed=True, rels=RELS) == [way(r, f, c)]
    assert asked(graph, here, r, c, skip=5, rels=RELS, directed=True).path == ()


def test_a_path_has_no_step_that_its_reader_may_not_see(graph: Graph, tree: Tree) -> None:
    there = tree.case("1", "b1")
    one, two = (tree.petition(n, about_case=there) for n in ("1", "2"))
    assert every(graph, tree.actor("a1"), one, two, rels={"ABOUT"}) == []
    assert every(graph, tree.actor("top"), one, two, rels={"ABOUT"}) == [way(one, there, two)]
    with pytest.raises(NotFound):
        asked(graph, tree.actor("a1"), one, there)


def test_nobody_meets_a_confidential_record_or_one_about_themself(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    one, two = tree.petition("1"), tree.petition("2")
    lead = tree.create(
        "Lead", number=f"{tree.code}-XS", registered_on="2021-08-01", from_source=[one, two],
        registered_by=tree.departments["a1"]["enforcement"],
    )  # fmt: skip
    link = tree.petition("3", officers=officer, repeats=two)
    last = tree.petition("4", repeats=link)
    rels = {"FROM_SOURCE", "REPEATS"}
    inspector = tree.actor("a1", Role.INSPECTOR)
    assert every(graph, inspector, one, two, rels=rels) == [way(one, lead, two)]
    for role in (Role.SUPERVISOR, Role.RECORD_KEEPER):
        blind = asked(graph, tree.actor("a1", role), one, two, rels=rels)
        assert (blind.path, blind.answer.partial.zh) == ((), "")
    me = tree.actor("a1", Role.INSPECTOR, officer=officer.number)
    assert every(graph, inspector, last, two, rels=rels) == [way(last, link, two)]
    assert every(graph, me, last, two, rels=rels) == []


def test_courts_and_what_very_much_hangs_on_are_walked_through_if_asked(
    graph: Graph, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tree.case("1"), tree.case("2")
    here, court = tree.actor("a1"), tree.courts["a1"]
    rels = {"ENFORCED_BY", "HANDLES"}
    assert every(graph, here, one, two, rels=rels) == []
    through = every(graph, here, one, two, rels=rels, through={"Court"})
    assert through == [way(one, court, two)]
    assert asked(graph, here, one, court, rels=rels).path == way(one, court)
    officer = tree.officer("甲")
    three, four = (tree.case(n, handlers=officer) for n in ("3", "4"))
    assert every(graph, here, three, four, rels=rels) == [way(three, officer, four)]
    monkeypatch.setattr(walking, "HEAVY", 2)
    assert every(graph, here, three, four, rels=rels) == []
    assert every(graph, here, three, four, rels=rels, through={"Officer"}) == [
        way(three, officer, four)
    ]


def test_what_is_about_an_officer_is_walked_from_an_end_or_in_the_open_file(
    graph: Graph, tree: Tree
) -> None:
    officer = tree.officer("甲")
    case, handled = tree.case("1"), tree.case("2", handlers=officer)
    one = tree.petition("1", about_case=case, officers=officer)
    two = tree.petition("2", officers=officer)
    inspector = tree.actor("a1", Role.INSPECTOR)
    rels = {"ABOUT", "NAMES", "HANDLES"}
    # Both ends say themselves whom they are about; so does one that is beside the officer's case.
    assert every(graph, inspector, one, two, rels=rels) == [way(one, officer, two)]
    assert every(graph, inspector, one, handled, rels=rels) == [way(one, officer, handled)]
    assert asked(graph, inspector, officer, one, rels=rels).path == way(officer, one)
    # From elsewhere nothing leads to what is about the officer, nor from the officer.
    for start, end in ((case, two), (officer, case), (case, handled), (two, case)):
        assert every(graph, inspector, start, end, rels=rels) == []
    officer_file.open_file(graph, inspector, officer.number, "petition_check", "核查信访反映的拖延")
    assert every(graph, inspector, case, two, rels=rels) == [way(case, one, officer, two)]
    assert every(graph, inspector, officer, case, rels=rels) == [way(officer, one, case)]


def test_when_the_time_is_over_it_says_so(graph: Graph, line: Line) -> None:
    here = line.tree.actor("a1")
    late = asked(graph, here, line.petition, line.review, seconds=0)
    assert (late.path, late.more, late.answer.partial) == ((), False, SLOW)


def test_what_cannot_be_asked_is_told(graph: Graph, line: Line) -> None:
    here = line.tree.actor("a1")
    for end, more, name in (
        (line.petition, {}, "to"), (line.review, {"rels": {"NO_SUCH"}}, "types"),
        (line.review, {"through": {"NoSuch"}}, "through"),
        (line.review, {"longest": LONGEST + 1}, "longest"), (line.review, {"skip": -1}, "skip"),
    ):  # fmt: skip
        with pytest.raises(BadParameter, match=name):
            asked(graph, here, line.petition, end, **more)


def test_each_step_starts_from_an_index(graph: Graph, tree: Tree) -> None:
    actor = tree.actor("a1")
    with graph.reading() as tx:
        for statement in (walking.step("Case", RELS), walking.seen("Petition", actor)):
            plan = tx.plan(statement, uids=["x"], each=1, most=1, **parameters(actor))
            assert any("IndexSeek" in line and "uid" in line for line in plan)
            assert not any("AllNodesScan" in line or "LabelScan" in line for line in plan)


def test_the_api_gives_the_path_and_says_what_is_wrong(line: Line, people: People) -> None:
    user = people.inside(Role.SUPERVISOR, actor=line.tree.actor("a1"))
    query = f"?from={line.petition.uid}&to={line.review.uid}&types=ABOUT,HAS_ACT,CHALLENGES"
    told = user.get(f"/api/v1/paths{query}").get_json()
    assert told["paths"] == [{
        "nodes": list(way(line.petition, line.case, line.act, line.review)),
        "edges": [edge["id"] for edge in told["edges"]],
    }]  # fmt: skip
    assert (told["more"], told["partial"], len(told["nodes"])) == (False, "", 4)
    for wrong, status in (
        ("", 400), (f"?from={line.petition.uid}&to=none", 404), (f"{query}&longest=99", 400),
        (f"{query}&directed=maybe", 400),
    ):  # fmt: skip
        answer = user.get(f"/api/v1/paths{wrong}")
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


ENDLESS = (
    "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b UNWIND range(1, 1000) AS c "
    "WITH count(a + b + c) AS never "
)
"""A thousand million rows: more than any patience."""


def test_one_statement_that_never_ends_is_stopped_and_what_was_found_is_given(
    graph: Graph, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = line.tree.actor("a1")
    p, c, a, r = line.petition, line.case, line.act, line.review
    asks = Asked(p.uid, r.uid, frozenset({"ABOUT", "HAS_ACT", "CHALLENGES"}))
    with graph.reading(seconds=0) as tx:
        assert paths(tx, here, asks).answer.partial.zh == ""
    step = walking.step

    class Slow:
        """Steps of the search, all but the first so many of which never end."""

        def __init__(self, most: int) -> None:
            self.left = most

        def __call__(self, label: str, rels: frozenset[str]) -> str:
            self.left -= 1
            return step(label, rels) if self.left >= 0 else ENDLESS + step(label, rels)

    for most, path in ((0, ()), (3, way(p, c, a, r))):
        monkeypatch.setattr(walking, "step", Slow(most))
        with graph.reading(seconds=1) as tx:
            found = paths(tx, here, asks)
        assert (found.path, found.answer.partial) == (path, SLOW)
        assert [node.uid for node in found.answer.nodes] == list(path)


def test_relations_to_choose_among_are_told_apart() -> None:
    names = relation_names()
    for language in ("zh", "en"):
        said = [getattr(name, language) for name in names.values()]
        assert len(set(said)) == len(said)
    assert names["HAS_STEP"].zh == "所在案件（流程节点）"
    assert "（" not in names["OF_PROBLEM"].zh
