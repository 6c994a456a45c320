"""Which court, which post, on that day: asked of the real graph, for many at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph import records
from graph.model import Link, Record
from graph.operations.court_periods import Existence
from graph.operations.periods import courts_on, posts_on
from graph.scope import Role
from graph.session import Graph, Reader, Row
from tests.conftest import Tree


def day(text: str) -> date:
    return date.fromisoformat(text)


def change(graph: Graph, tree: Tree, record: Record, **values: Any) -> Record:
    kind = record.declared
    key = getattr(record, kind.key)
    with graph.reading() as tx:
        version = records.get(tx, tree.system, kind, key).version
    return records.change(graph, tree.system, kind, key, version, values)


def link(end: Record, /, **properties: Any) -> Link:
    return Link(end.uid, "", "", properties)


@pytest.fixture
def moved(graph: Graph, tree: Tree) -> Tree:
    """Court a1 was under b and had another name until 2020; b1 was merged into a2 in 2021."""
    change(graph, tree, tree.courts["a1"], formerly_under=[
        link(tree.courts["b"], **{"to": "2020-02-29"})
    ])  # fmt: skip
    tree.create(
        "CourtName", number=f"{tree.code}-M1", name="旧名法院", valid_to="2020-12-31",
        name_of=tree.courts["a1"].uid,
    )  # fmt: skip
    change(graph, tree, tree.courts["b1"], valid_to="2021-06-30")
    change(graph, tree, tree.courts["a2"], succeeds=[link(tree.courts["b1"], on="2021-07-01")])
    return tree


def test_courts_as_they_were(graph: Graph, moved: Tree) -> None:
    a1, b1, top = (moved.code_of(name) for name in ("a1", "b1", "top"))
    leap, after, new_year = day("2020-02-29"), day("2020-03-01"), day("2021-01-01")
    last, gone = day("2021-06-30"), day("2021-07-01")
    with graph.reading() as tx:
        found = courts_on(tx, moved.actor("top"), [
            (a1, leap), (a1, after), (a1, new_year), (b1, last), (b1, gone), (top, gone),
            (f"{top}x", gone), (a1, leap),
        ])  # fmt: skip
    told = {pair: (each.name, each.superior, each.existence) for pair, each in found.items()}
    assert told == {
        (a1, leap): ("旧名法院", moved.code_of("b"), Existence.THERE),
        (a1, after): ("旧名法院", moved.code_of("a"), Existence.THERE),
        (a1, new_year): (f"{moved.code}a1法院", moved.code_of("a"), Existence.THERE),
        (b1, last): (f"{moved.code}b1法院", moved.code_of("b"), Existence.THERE),
        (b1, gone): (f"{moved.code}b1法院", moved.code_of("b"), Existence.GONE),
        (top, gone): (f"{moved.code}top法院", "", Existence.THERE),
    }
    assert found[b1, gone].successors == ((moved.code_of("a2"), f"{moved.code}a2法院"),)
    assert found[a1, leap].superior_name == f"{moved.code}b法院"


def test_courts_of_another_tree_are_left_out(graph: Graph, moved: Tree) -> None:
    other = Tree(graph, f"{moved.code}外")
    with graph.reading() as tx:
        assert courts_on(tx, other.actor("top"), [(moved.code_of("a1"), day("2020-01-01"))]) == {}


@pytest.fixture
def officer(tree: Tree) -> Record:
    """From court a1 (until a leap day) to b1, then a gap, then a post that is still to begin."""
    at = {name: each["enforcement"] for name, each in tree.departments.items()}
    return tree.create("Officer", number=f"{tree.code}-调", name="调某", serves=[
        link(at["a1"], **{"post": "法官", "from": "2018-01-01", "to": "2020-02-29"}),
        link(at["b1"], **{"post": "庭长", "from": "2020-02-29", "to": "2021-12-31"}),
        link(at["a2"], **{"post": "局长", "from": "2090-01-01"}),
    ])  # fmt: skip


DAYS = {
    "2017-12-31": ([], True),
    "2018-01-01": (["a1"], False),
    "2019-12-31": (["a1"], False),
    "2020-02-29": (["a1", "b1"], False),
    "2020-03-01": (["b1"], False),
    "2021-12-31": (["b1"], False),
    "2022-01-01": ([], True),
    "2089-12-31": ([], True),
    "2090-01-01": (["a2"], False),
}


def test_the_posts_of_each_day(graph: Graph, tree: Tree, officer: Record) -> None:
    pairs = [(officer.uid, day(text)) for text in DAYS]
    with graph.reading() as tx:
        found = posts_on(tx, tree.actor("top"), pairs)
    told = {
        str(when): ([post.court.removeprefix(tree.code) for post in held.certain], held.gap)
        for (_, when), held in found.items()
    }
    assert told == DAYS


def test_a_post_is_told_with_its_court_by_the_name_of_that_day(graph: Graph, moved: Tree) -> None:
    officer = moved.create("Officer", number=f"{moved.code}-名", name="名某", serves=[link(
        moved.departments["a1"]["review"], **{"post": "法官", "from": "2019-01-01"},
    )])  # fmt: skip
    with graph.reading() as tx:
        found = posts_on(tx, moved.actor("top"), [
            (officer.uid, day("2020-12-31")), (officer.uid, day("2021-01-01")),
        ])  # fmt: skip
    assert [held.certain[0].court_name for held in found.values()] == [
        "旧名法院",
        f"{moved.code}a1法院",
    ]


@pytest.mark.parametrize("court", ["top", "a", "a1", "b", "b1", "a2"])
def test_an_officer_is_read_from_each_court_of_a_post(
    graph: Graph, tree: Tree, officer: Record, court: str
) -> None:
    pair = (officer.uid, day("2020-03-01"))
    with graph.reading() as tx:
        assert [post.court for post in posts_on(tx, tree.actor(court), [pair])[pair].certain] == [
            tree.code_of("b1")
        ]


def test_an_officer_of_courts_outside_the_subtree_is_left_out(graph: Graph, tree: Tree) -> None:
    pair = (tree.officer("外", "b1").uid, day("2020-03-01"))
    with graph.reading() as tx:
        assert posts_on(tx, tree.actor("a"), [pair]) == {}
        assert pair in posts_on(tx, tree.actor("b"), [pair])


def test_a_pair_asked_twice_is_told_once_and_an_undated_post_as_a_candidate(
    graph: Graph, tree: Tree
) -> None:
    one = tree.officer("甲")
    pair = (one.uid, day("2020-03-01"))
    with graph.reading() as tx:
        found = posts_on(tx, tree.actor("a", Role.INSPECTOR), [pair, pair])
    assert found[pair].certain == ()
    assert [post.undated for post in found[pair].candidates] == [True]


class Counted(Reader):
    """A reader that counts its statements."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader._transaction)
        self.ran = 0

    def run(self, cypher: str, /, **parameters: Any) -> list[Row]:
        self.ran += 1
        return super().run(cypher, **parameters)


def test_the_number_of_statements_does_not_grow(graph: Graph, tree: Tree) -> None:
    officers = [tree.officer(f"数{n}", court) for n, court in enumerate(["a1", "a2", "b1"])]
    many = [(each.uid, day(f"20{year}-03-01")) for each in officers for year in range(10, 30)]
    with graph.reading() as tx:
        few, lots = Counted(tx), Counted(tx)
        posts_on(few, tree.system, many[:1])
        posts_on(lots, tree.system, many)
        assert (few.ran, lots.ran) == (2, 2)
        few = Counted(tx)
        courts_on(few, tree.system, [(tree.code_of(c), day("2020-01-01")) for c in tree.courts])
        assert few.ran == 1
        none = Counted(tx)
        assert posts_on(none, tree.system, []) == courts_on(none, tree.system, []) == {}
        assert none.ran == 0
