"""What is kept beside a record agrees with it after every change; pages lose nothing by it."""

from __future__ import annotations

import pytest

from graph import records
from graph.errors import Invalid
from graph.model import Link, Record, type_of
from graph.records import Anchor, Query
from graph.scope import Actor
from graph.session import Graph
from tests.conftest import Tree

PETITION, REVIEW, OFFICER = (type_of(n) for n in ("Petition", "Review", "Officer"))


def walk(graph: Graph, actor: Actor, query: Query) -> list[str]:
    """The keys of all pages from the first on, by their cursors."""
    keys = []
    with graph.reading() as tx:
        page = records.find(tx, actor, query)
        while True:
            keys += [getattr(r, query.kind.key) for r in page.rows]
            if not page.next:
                return keys
            page = records.find(tx, actor, Query(**{**vars(query), "after": page.next}))


def review(tree: Tree, number: str, day: str, *challenged: Record) -> Record:
    """A review by the other intermediate court, of these cases."""
    return tree.create(
        "Review", number=f"（2021）{tree.code_of('b')}执复{number}号",
        sort_of_review="reconsideration", filed_on=day,
        decided_by=tree.departments["b"]["review"].uid, challenges=[c.uid for c in challenged],
    )  # fmt: skip


def test_a_shared_record_stands_at_its_new_date_after_a_change(graph: Graph, tree: Tree) -> None:
    case = tree.case("1", "a1")
    made = [review(tree, str(n), f"2021-0{n}-01", case) for n in (1, 2, 3)]
    records.change(graph, tree.system, REVIEW, made[0].uid, 1, {"filed_on": "2021-12-31"})
    wanted = [made[0].number, made[2].number, made[1].number]
    assert walk(graph, tree.actor("b"), Query(REVIEW, limit=1)) == wanted
    assert walk(graph, tree.actor("a1"), Query(REVIEW, limit=1)) == wanted


def test_a_record_shared_with_two_courts_below_one_fills_one_place(
    graph: Graph, tree: Tree
) -> None:
    cases = [tree.case("1", "a1"), tree.case("2", "a2")]
    made = [review(tree, str(n), f"2021-0{n}-01", *cases).number for n in (1, 2, 3, 4)]
    for court in ("a", "a1", "a2", "top"):
        assert walk(graph, tree.actor(court), Query(REVIEW, limit=2)) == made[::-1], court
    with graph.reading() as tx:
        assert records.count(tx, tree.actor("a"), Query(REVIEW), cap=4).value == 4


def test_who_served_twice_in_a_department_takes_one_place_in_its_list(
    graph: Graph, tree: Tree
) -> None:
    department = tree.departments["a1"]["enforcement"]
    with graph.reading() as tx:
        link = records.links_to(tx, tree.system, [department.uid])[department.uid]
    twice = [link._replace(properties={"post": post}) for post in ("法官助理", "法官")]
    made = [
        tree.create("Officer", number=f"{tree.code}-{n}", name=f"{n}某", serves=twice).number
        for n in "1234"
    ]
    anchor = Anchor(department.uid, OFFICER.refs["serves"], type_of("Department"), True)
    listed = Query(OFFICER, anchor=anchor, limit=2)
    assert walk(graph, tree.actor("a1"), listed) == made
    with graph.reading() as tx:
        count = records.count(tx, tree.actor("a1"), listed, cap=4)
    assert (count.value, count.capped) == (4, False)


def test_a_relation_said_twice_is_made_once(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    made = tree.petition("1", officers=[officer.uid, officer.uid])
    assert len(made.officers) == 1
    again = [Link(officer.uid, "", ""), Link(officer.uid, "", "")]
    same = records.change(graph, tree.system, PETITION, made.uid, 1, {"officers": again})
    assert (len(same.officers), same.version) == (1, 1)


def test_what_is_in_use_is_not_brought_back_a_second_time(graph: Graph, tree: Tree) -> None:
    made = tree.petition("1")
    assert records.reinstate(graph, tree.system, PETITION, made.uid, 1).version == 1
    with graph.reading() as tx:
        tags = tx.run("MATCH (e:AuditEvent {record_uid: $uid}) RETURN e.tag AS tag", uid=made.uid)
    assert [row["tag"] for row in tags] == ["record:created"]


@pytest.mark.parametrize("label", ["Case", "Officer"])
def test_suggestions_before_a_word_is_typed_start_from_the_courts_own_index(
    graph: Graph, tree: Tree, label: str
) -> None:
    """Not from the index of the whole province, walked until enough of the court's are met."""
    tree.case("1", "b1")
    mine = tree.case("2", "a1").uid if label == "Case" else tree.officer("甲").uid
    actor = tree.actor("a1")
    with graph.reading() as tx:
        tx_run, asked = tx.run, []
        tx.run = lambda cypher, **p: asked.append((cypher, p)) or tx_run(cypher, **p)  # type: ignore[method-assign]
        offered = records.suggest(tx, actor, [type_of(label)], "")
        operators = tx.plan(asked[0][0], **asked[0][1])
    assert [each.uid for each in offered] == [mine]
    assert any(" (c3, " in o or "(c3," in o for o in operators), operators


def test_a_single_relation_out_of_sight_is_neither_missing_nor_doubled(
    graph: Graph, tree: Tree
) -> None:
    verification = type_of("Verification")
    petition, mine = tree.petition("1", "a1"), tree.petition("2", "b1")
    made = tree.create(
        "Verification", number=f"{tree.code}-H1", result="true", verifies=petition.uid,
        handled_by=tree.departments["b"]["review"].uid,
    )  # fmt: skip
    actor = tree.actor("b")
    for values in ({"result": "untrue"}, {"result": "partly", "verifies": None}):
        with graph.reading() as tx:
            version = records.get(tx, actor, verification, made.uid).version
        changed = records.change(graph, actor, verification, made.uid, version, values)
        assert changed.result == values["result"]
    with pytest.raises(Invalid) as told:
        records.change(
            graph, actor, verification, made.uid, changed.version, {"verifies": mine.uid}
        )
    assert set(told.value.faults) == {"verifies"}
    with graph.reading() as tx:
        kept = records.get(tx, tree.system, verification, made.uid)
    assert [link.uid for link in kept.links["verifies"]] == [petition.uid]
