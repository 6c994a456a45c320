"""Ways in which a record out of sight could still be told: each of them is shut."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from graph import clock, records
from graph.errors import FileNeeded, Invalid, NotAllowed
from graph.model import backs, type_of, types
from graph.operations import officer_file
from graph.operations.search import search
from graph.records import Filter, Op, Query
from graph.records.trail import trail
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree

PETITION, COURT, EVENT = (type_of(n) for n in ("Petition", "Court", "AuditEvent"))
OFFICER, MEASURE, FINDING = (type_of(n) for n in ("Officer", "Measure", "Finding"))


def found(graph: Graph, actor: Actor, query: Query) -> set[str]:
    with graph.reading() as tx:
        return {record.uid for record in records.find(tx, actor, query).rows}


def test_a_filter_on_a_relation_tells_nothing_of_ends_out_of_sight(
    graph: Graph, tree: Tree
) -> None:
    there = tree.case("1", "b1")
    made = tree.petition("1", "a1", about_case=there.uid)
    here = tree.actor("a1")
    related, unrelated, filled, empty = (
        Query(PETITION, filters=(Filter("about_case", op, value),))
        for op, value in (
            (Op.RELATED, [there.uid]), (Op.NOT_RELATED, [there.uid]),
            (Op.FILLED, None), (Op.EMPTY, None),
        )
    )  # fmt: skip
    seen = [made.uid in found(graph, here, q) for q in (related, unrelated, filled, empty)]
    assert seen == [False, True, False, True]
    seen = [
        made.uid in found(graph, tree.actor("top"), q) for q in (related, unrelated, filled, empty)
    ]
    assert seen == [True, False, True, False]
    with graph.reading() as tx:
        assert records.count(tx, here, related).value == 0


def test_what_is_left_without_one_officer_is_no_list_either(graph: Graph, tree: Tree) -> None:
    """The list of all less the list of those that don't name the officer is the officer's file."""
    officer = tree.officer("甲")
    tree.petition("1", officers=[officer.uid])
    for name, kind in (("officers", PETITION), ("attributed_to", FINDING)):
        rest = Query(kind, filters=(Filter(name, Op.NOT_RELATED, [officer.uid]),))
        with graph.reading() as tx, pytest.raises(FileNeeded):
            records.count(tx, tree.actor("a1", Role.INSPECTOR), rest)


def test_officers_are_not_parted_by_whether_something_is_about_them(
    graph: Graph, tree: Tree
) -> None:
    """All officers less those that no petition names are those whom one names."""
    officer = tree.officer("甲")
    tree.petition("1", officers=[officer.uid])
    inspector = tree.actor("a1", Role.INSPECTOR)
    ways = {back.name: back for back in backs(OFFICER)}
    for name in ("petition.officers", "finding.attributed_to"):
        rest = Query(OFFICER, without=(ways[name],))
        with graph.reading() as tx:
            for ask in (records.find, records.count):
                with pytest.raises(FileNeeded):
                    ask(tx, inspector, rest)
    with graph.reading() as tx:
        idle = records.find(tx, inspector, Query(OFFICER, without=(ways["case.handlers"],)))
    assert officer.uid in {row.uid for row in idle.rows}


def test_what_is_asked_does_not_depend_on_a_confidential_record(graph: Graph, tree: Tree) -> None:
    """Else the time of a page or a search would tell of it."""
    number = f"{tree.code}-M"
    petition = tree.petition("1")
    supervisor = tree.actor("a1", Role.SUPERVISOR)

    def asked() -> tuple[set[str], int]:
        with graph.reading() as tx:
            ways = records.leading_here(tx, petition)
            assert search(tx, supervisor, number, list(types().values())) == []
            return ways, tx.statements

    before = asked()
    tree.create(
        "Measure", number=number, form="reminder", applied_to=tree.officer("甲").uid,
        cites=petition.uid,
    )  # fmt: skip
    assert asked() == before


def test_the_audit_tells_nobody_about_themself(graph: Graph, tree: Tree) -> None:
    me, other = tree.officer("我"), tree.officer("乙")
    about = [
        tree.petition("1", officers=[me.uid], content="反映本人"),
        tree.create("Measure", number=f"{tree.code}-M", form="reminder", applied_to=me.uid),
        me,
    ]
    fine = tree.petition("2", officers=[other.uid])
    inspector = tree.actor("a1", Role.INSPECTOR)
    officer_file.open_file(graph, inspector, me.number, "lead_check", "初核一条线索")
    myself = tree.actor("a1", Role.INSPECTOR, Role.ADMINISTRATOR, officer=me.number)
    with graph.reading() as tx:
        for record in about:
            assert trail(tx, tree.actor("a1"), record.uid)
            assert trail(tx, myself, record.uid) == []
        told = records.find(tx, myself, Query(EVENT)).rows
        assert {event.record_uid for event in told} & {r.uid for r in about} == set()
        assert fine.uid in {event.record_uid for event in told}
        assert "反映本人" not in json.dumps([event.detail for event in told], ensure_ascii=False)


@pytest.mark.parametrize(
    ("relation", "days", "sees"),
    [
        ("leads", {"to": 30}, True),  # a term that ends next month has not ended
        ("leads", {"to": -30}, False),
        ("leads", {"from": 30}, False),
        ("serves", {"to": 30}, True),
        ("serves", {"to": -30}, False),
        ("serves", {"from": 30}, False),
    ],
)
def test_a_talk_is_seen_by_who_leads_the_person_today(
    graph: Graph, tree: Tree, relation: str, days: dict[str, int], sees: bool
) -> None:
    department = tree.departments["a1"]["enforcement"]
    officer, leader = tree.officer("甲"), tree.officer("庭长")
    said = {name: clock.today() + timedelta(days=n) for name, n in days.items()}
    dated = {"serves": {}, "leads": {}} | {relation: said}
    end = records.links_to
    with graph.reading() as tx:
        link = end(tx, tree.system, [department.uid])[department.uid]
    records.change(
        graph, tree.system, OFFICER, officer.uid, 1,
        {"serves": [link._replace(properties=dated["serves"] or {"post": "法官"})]},
    )  # fmt: skip
    records.change(
        graph, tree.system, OFFICER, leader.uid, 1,
        {"leads": [link._replace(properties=dated["leads"])]},
    )  # fmt: skip
    measure = tree.create(
        "Measure", number=f"{tree.code}-M", form="reminder", applied_to=officer.uid
    )
    actor = tree.actor("a1", Role.SUPERVISOR, officer=leader.number)
    assert (measure.uid in found(graph, actor, Query(MEASURE))) is sees


def test_a_court_does_not_choose_its_own_place_in_the_tree(graph: Graph, tree: Tree) -> None:
    """Else the administrator of a basic court could take it out of its superior's sight."""
    court = tree.courts["a1"]
    own = tree.actor("a1", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        records.change(graph, own, COURT, court.uid, 1, {"under": tree.courts["b"].uid})
    with pytest.raises(Invalid):  # a code stays, whoever asks
        records.change(graph, own, COURT, court.uid, 1, {"code": f"{tree.code}z9"})
    records.change(graph, own, COURT, court.uid, 1, {"name": "新名法院"})
    above = tree.actor("top", Role.ADMINISTRATOR)
    moved = records.change(graph, above, COURT, court.uid, 2, {"under": tree.courts["b"].uid})
    assert moved.c2 == tree.code_of("b")
