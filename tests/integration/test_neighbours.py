"""How many neighbours a record has in its reader's sight, and one with five thousand of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.model import Record
from graph.operations import officer_file
from graph.operations.explore import Neighbours, Order, Wish, expand, expansions, neighbours
from graph.operations.explore.neighbours import LOOKED
from graph.scope import Actor, Role
from graph.session import Graph, Reader, Row, Writer
from tests.conftest import Tree
from tests.integration.people import People

MANY = 5000


def counted(graph: Graph, actor: Actor, *those: Record) -> list[int | None]:
    """How many each has; None: nothing is said of it."""
    with graph.reading() as tx:
        found = neighbours(tx, actor, [each.uid for each in those])
    return [found[each.uid].count if each.uid in found else None for each in those]


def test_a_record_has_as_many_as_its_reader_would_come_to(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    case = tree.case("1", handlers=officer.uid)
    near = tree.petition("1", about_case=case.uid, officers=officer.uid)
    tree.petition("2", "b1", about_case=case.uid)
    tree.create(
        "Trip", number=f"{tree.code}-WC1", left_on="2021-07-01", destination="外地",
        made_by=tree.officer("乙", "b1").uid, case=case.uid,
        sent_by=tree.departments["b1"]["enforcement"].uid,
    )  # fmt: skip
    court = tree.courts["a1"]
    # The case: court, officer, two petitions, the duty to call back; above, the other court's trip.
    assert counted(graph, tree.actor("a1"), case) == [5]
    assert counted(graph, tree.actor("top"), case) == [6]
    assert counted(graph, tree.actor("b1"), case, tree.officer("丙")) == [None, None]
    for actor in (tree.actor("a1"), tree.actor("top")):
        for record in (case, near, court):
            with graph.reading() as tx:
                got = expand(tx, actor, record.uid, Wish())
            assert counted(graph, actor, record) == [len(got.answer.nodes)], record.headline


def test_nothing_is_counted_that_is_not_to_be_known(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    case = tree.case("1", handlers=officer.uid)
    near = tree.petition("1", about_case=case.uid, officers=officer.uid)
    supervisor, inspector = (tree.actor("a1", r) for r in (Role.SUPERVISOR, Role.INSPECTOR))
    before = counted(graph, supervisor, near)
    told = counted(graph, inspector, near)
    tree.create(
        "Lead", number=f"{tree.code}-XS", registered_on="2021-08-01", from_source=near.uid,
        registered_by=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip
    assert counted(graph, supervisor, near) == before
    assert counted(graph, inspector, near) == [(told[0] or 0) + 1]
    # An officer: department and case; what is about them counts in the open file alone.
    assert counted(graph, inspector, officer) == [2]
    why = ("petition_check", "核查信访反映的拖延")
    officer_file.open_file(graph, inspector, officer.number, *why)
    assert counted(graph, inspector, officer) == [3]
    me = tree.actor("a1", Role.INSPECTOR, officer=officer.number)
    assert counted(graph, me, officer, near) == [2, None]


@pytest.fixture
def crowd(graph: Graph, tree: Tree) -> Iterator[Record]:
    """A case that 5,000 petitions are about, one a day, made by the database in one statement."""
    case, court = tree.case("1"), tree.courts["a1"]

    def plant(tx: Writer) -> None:
        tx.run(
            "MATCH (c:Case {uid: $case}) UNWIND range(1, $many) AS i "
            "WITH c, i, toString(date('2010-01-01') + duration({days: i})) AS day "
            "CREATE (c)<-[:ABOUT]-(:Petition {uid: $case + '-' + i, number: $case + '-' + i, "
            "headline: '信访 ' + i, rank: day, received_on: date(day), c1: $home[0], "
            "c2: $home[1], c3: $home[2]})",
            case=case.uid, many=MANY, home=[court.c1, court.c2, court.c3],
        )  # fmt: skip

    graph.write(plant)
    yield case
    graph.write(
        lambda tx: tx.run(
            "MATCH (:Case {uid: $uid})<-[:ABOUT]-(n:Petition) DETACH DELETE n", uid=case.uid
        )
    )


def test_of_five_thousand_it_asks_and_gives_the_newest_and_what_is_meant(
    graph: Graph, tree: Tree, crowd: Record
) -> None:
    here = tree.actor("a1")
    newest = [f"{crowd.uid}-{i}" for i in range(MANY, MANY - 50, -1)]
    with graph.reading() as tx:
        asked = expand(tx, here, crowd.uid, Wish())
        (petitions,) = [e for e in expansions(tx, here, crowd.uid) if e.way.far == "Petition"]
        statements = tx.statements
        got = expand(tx, here, crowd.uid, Wish(rel="ABOUT", order=Order.NEWEST))
        statements = tx.statements - statements
        more = expand(tx, here, crowd.uid, Wish(rel="ABOUT", order=Order.NEWEST, after=got.after))
        words = Wish(rel="ABOUT", order=Order.NEWEST, words="信访 4999")
        meant = expand(tx, here, crowd.uid, words)
        found = neighbours(tx, here, [crowd.uid])
    assert (asked.ask, asked.capped, asked.answer.nodes) == (True, True, ())
    assert asked.total > 1000  # counted no further than the cap of each kind, and said so
    assert (petitions.count, petitions.capped) == (1000, True)
    assert [node.uid for node in got.answer.nodes] == newest
    assert (got.capped, got.more) == (True, 950)
    assert statements < 12
    assert [n.uid for n in more.answer.nodes][:1] == [f"{crowd.uid}-{MANY - 50}"]
    assert [(node.uid, meant.total, meant.capped) for node in meant.answer.nodes] == [
        (f"{crowd.uid}-4999", 1, False)
    ]
    assert found[crowd.uid].capped
    assert 1000 < found[crowd.uid].count <= LOOKED


def test_the_count_starts_from_an_index_and_is_served(
    graph: Graph, tree: Tree, people: People
) -> None:
    case = tree.case("1")
    user = people.inside(Role.SUPERVISOR, actor=tree.actor("a1"))
    user.get("/explore")
    answer = user.client.post(
        "/explore/neighbours", json={"ids": [case.uid, "none"]},
        headers={"X-CSRFToken": user.token},
    )  # fmt: skip
    # Its court, and the duty to call its party back.
    assert answer.get_json() == {"nodes": [{"id": case.uid, "degree": 2, "more_capped": False}]}

    class Planned(Reader):
        """Plans each statement before it runs it."""

        def run(self, cypher: str, /, **parameters: object) -> list[Row]:
            plans.append(self.plan(cypher, **parameters))
            return super().run(cypher, **parameters)

    plans: list[list[str]] = []
    with graph.reading() as tx:
        found = neighbours(Planned(tx._transaction), tree.actor("a1"), [case.uid])
    assert found == {case.uid: Neighbours(2, False)}
    assert len(plans) == 2  # of which type they are, and one for each type
    for plan in plans:
        assert any("IndexSeek" in each and "uid" in each for each in plan)
        assert not any("AllNodesScan" in each or "CartesianProduct" in each for each in plan)
