"""Every list of every type is a cursor on an index: no scan, no product, no sort of the whole."""

from __future__ import annotations

import pytest

from graph.model import RecordType, types
from graph.records import Filter, Op, Query
from graph.records.cypher import page
from graph.records.query import Cursor
from graph.scope import Actor, Place, Role
from graph.session import Graph

EVERYONE = frozenset(Role)
ACTORS = {
    "of every tree": Actor.system("plans"),
    "of a high court": Actor("u", "u", EVERYONE, "鲁", "c1", "鲁"),
    "of an intermediate court": Actor("u", "u", EVERYONE, "鲁01", "c2", "鲁"),
    "of a basic court": Actor("u", "u", EVERYONE, "鲁0102", "c3", "鲁"),
    "who is an officer": Actor("u", "u", frozenset({Role.SUPERVISOR}), "鲁01", "c2", "鲁", "N1"),
}
LISTS = [
    (kind, order, after)
    for kind in types().values()
    for order in kind.sort_fields
    for after in (False, True)
]


def named(value: object) -> str:
    return value.name if isinstance(value, RecordType) else str(value)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize(("kind", "order", "after"), LISTS, ids=named)
def test_a_list_starts_from_an_index_and_does_not_sort_its_branches(
    graph: Graph, kind: RecordType, order: str, after: bool, who: str
) -> None:
    actor = ACTORS[who]
    if not actor.may_read(kind):
        pytest.skip("this role reads none of the type")
    cursor = Cursor("2021-01-01", "0").write(order) if after else ""
    made = page(Query(kind, order=order, after=cursor), actor)
    with graph.reading() as tx:
        operators = tx.plan(made.text, **made.parameters)
    names = [operator.split()[0] for operator in operators]
    assert not {"AllNodesScan", "NodeByLabelScan", "CartesianProduct"} & set(names), operators
    assert "NodeIndexSeek" in " ".join(names) or "NodeIndexScan" in " ".join(names), operators
    assert not {"Sort", "PartialSort"} & set(names), operators
    if order == "rank":
        # The one Top merges the two branches, of one page each; a branch comes in order. What users
        # own has a branch more, of their own few.
        assert names.count("Top") <= (2 if kind.owner else 1), operators


def test_an_equality_filter_uses_the_unique_index(graph: Graph) -> None:
    kind = types()["Case"]
    query = Query(kind, filters=(Filter("number", Op.EQUAL, "（2021）鲁0102执1号"),))
    made = page(query, ACTORS["of a basic court"])
    with graph.reading() as tx:
        operators = tx.plan(made.text, **made.parameters)
    assert any("NodeUniqueIndexSeek" in o for o in operators), operators


@pytest.mark.parametrize("who", ACTORS)
def test_a_list_of_one_court_starts_from_the_index_of_its_level(graph: Graph, who: str) -> None:
    within = Filter("at", Op.WITHIN, Place("鲁01", "c2", "鲁"))
    made = page(Query(types()["Finding"], filters=(within,)), ACTORS[who])
    with graph.reading() as tx:
        operators = tx.plan(made.text, **made.parameters)
    names = {operator.split()[0] for operator in operators}
    assert not {"AllNodesScan", "NodeByLabelScan", "CartesianProduct", "Sort"} & names, operators
    assert any("Seek" in o.split()[0] and ":Finding(c2" in o for o in operators), operators
