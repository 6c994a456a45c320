"""The workbench's figures and the search over all types: under scope, in a fixed number of
statements."""

from __future__ import annotations

from graph import audit, records
from graph.model import type_of, types
from graph.operations import exporting, overview, search
from graph.records import Query
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree

PETITION = type_of("Petition")


def test_counts_are_those_of_the_scope_in_one_statement(graph: Graph, tree: Tree) -> None:
    tree.petition("1", about_case=tree.case("9", "b1").uid)
    tree.petition("2", "b1")
    actors = {court: tree.actor(court) for court in ("a1", "a2", "b1", "top")}
    with graph.reading() as tx:
        found = {court: overview.counts(tx, a)["Petition"].value for court, a in actors.items()}
        assert tx.statements == len(actors)
    assert found == {"a1": 1, "a2": 0, "b1": 2, "top": 2}


def test_counts_agree_with_the_lists_and_leave_out_what_one_may_not_read(
    graph: Graph, tree: Tree
) -> None:
    tree.create(
        "Measure", number=f"{tree.code}-M", form="reminder", applied_to=tree.officer("甲").uid
    )
    for roles in (*((role,) for role in Role), tuple(Role)):
        actor = tree.actor("a", *roles)
        with graph.reading() as tx:
            told = overview.counts(tx, actor)
            assert told == {
                kind.name: records.count(tx, actor, Query(kind))
                for kind in types().values()
                if actor.may_read(kind)
            }


def test_a_count_is_capped(graph: Graph, tree: Tree) -> None:
    for n in range(3):
        tree.petition(str(n))
    with graph.reading() as tx:
        count = overview.counts(tx, tree.actor("a1"), cap=2)["Petition"]
    assert (count.value, count.capped) == (2, True)


def test_own_changes_are_those_one_may_still_see(graph: Graph, tree: Tree) -> None:
    actor = tree.actor("a")
    made = tree.create(
        "Petition", actor, number=f"{tree.code}-1",
        handled_by=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip
    moved = records.change(graph, actor, PETITION, made.uid, 1, {"content": "改"})
    with graph.reading() as tx:
        mine = overview.changes(tx, actor)
        assert [(str(c.tag), c.key) for c in mine] == [
            ("record:changed", made.number),
            ("record:created", made.number),
        ]
    other = tree.departments["b1"]["enforcement"].uid
    records.change(graph, tree.system, PETITION, made.uid, moved.version, {"handled_by": other})
    with graph.reading() as tx:
        assert overview.changes(tx, actor) == []


def test_search_groups_by_type_with_court_and_key(graph: Graph, tree: Tree) -> None:
    for n in range(7):
        tree.petition(f"9{n}", content="拖延发放")
    tree.petition("99", "b1", content="拖延发放")
    with graph.reading() as tx:
        groups = search.search(tx, tree.actor("a1"), f"{tree.code}-XF", list(types().values()))
        assert tx.statements <= 3
    assert [(g.kind.name, len(g.hits), g.count.value) for g in groups] == [("Petition", 5, 7)]
    first = groups[0].hits[0]
    assert (first.key, first.court) == (f"{tree.code}-XF90", tree.code_of("a1"))
    assert first.court_name == tree.courts["a1"].name


def test_search_counts_to_its_cap_and_finds_by_words(graph: Graph, tree: Tree) -> None:
    for n in range(4):
        tree.petition(str(n), content=f"独有的词{tree.code}")
    with graph.reading() as tx:
        group = search.search(
            tx, tree.actor("a1"), f"独有的词{tree.code}", [PETITION], shown=2, cap=3
        )[0]
        assert search.search(tx, tree.actor("b1"), f"独有的词{tree.code}", [PETITION]) == []
        assert search.search(tx, tree.actor("a1"), " ", [PETITION]) == []
    assert (len(group.hits), group.count.value, group.count.capped) == (2, 3, True)


def test_a_measure_is_found_by_those_who_may_see_it(graph: Graph, tree: Tree) -> None:
    number = f"{tree.code}-M1"
    tree.create("Measure", number=number, form="reminder", applied_to=tree.officer("甲").uid)
    with graph.reading() as tx:
        found = {
            role: len(search.search(tx, tree.actor("a1", role), number, [type_of("Measure")]))
            for role in Role
        }
    assert found == {role: int(role is Role.INSPECTOR) for role in Role}


def test_an_export_has_every_row_once_up_to_the_most(graph: Graph, tree: Tree) -> None:
    for n in range(5):
        tree.petition(str(n), received_on=f"2021-01-0{n + 1}")
    actor, query = tree.actor("a1"), Query(PETITION, limit=2)
    assert len({r.uid for r in exporting.rows(graph, actor, query)}) == 5
    assert len(list(exporting.rows(graph, actor, query, most=3))) == 3
    number = exporting.note(graph, actor, PETITION, {"rows": 5})
    assert number.rpartition(":")[0] == tree.code_of("a1")


def test_chains_are_those_of_the_own_courts(graph: Graph, tree: Tree) -> None:
    tree.petition("1")
    tree.create(
        "Measure", number=f"{tree.code}-M", form="reminder", applied_to=tree.officer("甲").uid
    )
    a, a1 = tree.code_of("a"), tree.code_of("a1")
    with graph.reading() as tx:
        inspector = [c.name for c in audit.chains(tx, tree.actor("a", Role.INSPECTOR))]
        administrator = [c.name for c in audit.chains(tx, tree.actor("a1", Role.ADMINISTRATOR))]
        everywhere = [c.name for c in audit.chains(tx, tree.system)]
    assert set(inspector) == {a, a1, tree.code_of("a2"), f"{a1}/discipline"}
    assert administrator == [a1]
    assert {*inspector, tree.code_of("b1")} <= set(everywhere)


def test_only_the_chains_asked_for_are_verified(graph: Graph, tree: Tree) -> None:
    tree.petition("1")
    tree.petition("2", "b1")
    a1, b1 = tree.code_of("a1"), tree.code_of("b1")
    graph.write(
        lambda tx: tx.run(
            "MATCH (e:AuditEvent {chain: $chain, place: 2}) SET e.actor = 'nobody'", chain=b1
        )
    )
    with graph.reading() as tx:
        assert audit.verify(tx, only=[a1])[1] == []
        (fault,) = audit.verify(tx, only=[a1, b1])[1]
    assert (fault.chain, fault.place) == (b1, 2)
