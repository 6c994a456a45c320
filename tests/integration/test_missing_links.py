"""The view of missing links: what is owed in a scope, by rule, court, department and person; how
old it is, in which order, and what of it may be seen by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.errors import BadCursor, BadParameter, NotFound
from graph.model import Record
from graph.operations.duties.asked import Asked, Band, State
from graph.operations.duties.missing import Missing, missing
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.owed import CHECK, FEEDBACK, SEALED, owe, probe_rules


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    with probe_rules():
        yield


@pytest.fixture
def owed(tree: Tree) -> dict[str, str]:
    """Six open duties and two done, today being 18 June 2025: numbers by a name."""
    petition = tree.petition("1")
    officer = tree.officer("甲")
    a1, b1 = (tree.departments[court]["enforcement"] for court in ("a1", "b1"))
    review = tree.departments["a"]["review"]

    def on(name: str, rule, by: Record, due: date, **more) -> str:  # type: ignore[no-untyped-def]
        return owe(tree, rule, petition, by, due, part=name, **more)

    return {
        "year": on("year", FEEDBACK, a1, date(2024, 3, 31)),
        "may": on("may", FEEDBACK, review, date(2025, 5, 31)),
        "june": on("june", CHECK, officer, date(2025, 6, 17), at=a1),
        "today": on("today", CHECK, a1, date(2025, 6, 18)),
        "soon": on("soon", FEEDBACK, a1, date(2025, 6, 21)),
        "later": on("later", FEEDBACK, b1, date(2025, 6, 22)),
        "met": on("met", FEEDBACK, a1, date(2025, 4, 10), closed=date(2025, 4, 10)),
        "late": on("late", FEEDBACK, a1, date(2025, 4, 10), closed=date(2025, 4, 11)),
    }


def view(graph: Graph, actor: Actor, after: str = "", limit: int = 50, **said: str) -> Missing:
    with graph.reading() as tx:
        return missing(tx, actor, Asked.read(said), after, limit)


def listed(found: Missing) -> list[str]:
    return [each.number for each in found.rows]


def test_what_is_overdue_by_rule_court_department_person_and_age(
    graph: Graph, tree: Tree, owed: dict[str, str]
) -> None:
    found = view(graph, tree.actor("a", Role.SUPERVISOR))
    assert listed(found) == [owed["year"], owed["may"], owed["june"]]
    assert found.by_state == {
        State.OVERDUE: 3, State.DUE_SOON: 2, State.ALL: 5,
    }  # fmt: skip
    assert found.by_rule == {FEEDBACK.code: 2, CHECK.code: 1}
    assert found.counts.by_court == {tree.code_of("a1"): 2, tree.code_of("a"): 1}
    assert found.by_band == {Band.OVER: 1, Band.TO_3: 1, Band.THIS_MONTH: 1}
    assert found.departments is not None
    assert [(d.key, d.count, d.oldest) for d in found.departments] == [
        (f"{tree.code}a1-enforcement", 2, date(2024, 3, 31)),
        (f"{tree.code}a-review", 1, date(2025, 5, 31)),
    ]
    assert found.people is not None
    assert [(p.name, p.number, p.department) for p in found.people] == [
        ("甲某", owed["june"], tree.departments["a1"]["enforcement"].name)
    ]


def test_a_province_a_court_alone_and_each_filter(
    graph: Graph, tree: Tree, owed: dict[str, str]
) -> None:
    top = tree.actor("top", Role.SUPERVISOR)
    whole = view(graph, top, state="all")
    assert set(listed(whole)) == {
        owed[n] for n in ("year", "may", "june", "today", "soon", "later")
    }
    assert whole.counts.by_court == {tree.code_of("a"): 5, tree.code_of("b"): 1}
    assert whole.departments is not None
    assert [(d.key, d.count) for d in whole.departments] == [
        (f"{tree.code}a1-enforcement", 4), (f"{tree.code}a-review", 1),
        (f"{tree.code}b1-enforcement", 1),
    ]  # fmt: skip
    for said, names in (
        ({"court": tree.code_of("a"), "own": "1"}, ["may"]),
        ({"court": tree.code_of("b1")}, []),
        ({"rule": CHECK.code}, ["june"]),
        ({"article": "A6"}, ["year", "may"]),
        ({"article": "A"}, ["year", "may", "june"]),
        ({"age": "0"}, ["june"]),
        ({"age": "13-"}, ["year"]),
        ({"state": "due_soon"}, ["today", "soon"]),
        ({"state": "open"}, ["later"]),
        ({"from": "2025-01", "to": "2025-05"}, ["may"]),
        ({"sort": "latest"}, ["june", "may", "year"]),
        ({"department": f"{tree.code}a1-enforcement"}, ["year", "june"]),
    ):  # fmt: skip
        found = view(graph, top, **said)
        assert listed(found) == [owed[name] for name in names], said
        assert found.total == len(names), said


@pytest.mark.parametrize(
    "said",
    [
        {}, {"state": "all"}, {"state": "due_soon"}, {"state": "open"}, {"rule": CHECK.code},
        {"age": "0"}, {"age": "13-"}, {"from": "2025-01", "to": "2025-05"},
        {"from": "2025-06", "to": "2025-06", "state": "all", "article": "A6"},
    ],
    ids=str,
)  # fmt: skip
def test_a_department_owes_as_many_as_are_listed_behind_its_number(
    graph: Graph, tree: Tree, owed: dict[str, str], said: dict[str, str]
) -> None:
    """Of kept totals, of the province and of each court, whatever is asked for; sealed ones for who
    may read them."""
    owe(tree, SEALED, tree.petition("2"), tree.departments["a"]["review"], date(2025, 6, 2))
    for role in (Role.SUPERVISOR, Role.INSPECTOR):
        for court in ("top", "a", "b", "a1", "b1"):
            actor = tree.actor(court, role)
            found = view(graph, actor, **said)
            by_list: dict[str, list[date]] = {}
            for each in found.rows:
                ends = [*each.owed_by, *([each.owed_at] if each.owed_at else [])]
                for key in {end.key for end in ends if end.label == "Department"}:
                    by_list.setdefault(key, []).append(each.due_on or date.max)
            told = {d.key: (d.count, d.oldest) for d in found.departments or []}
            assert told == {key: (len(days), min(days)) for key, days in by_list.items()}, court
            for each in found.departments or []:
                behind = view(graph, actor, **said, department=each.key)
                assert behind.total == each.count
                assert [(d.key, d.count) for d in behind.departments or []] == [
                    (each.key, each.count)
                ]


def test_who_owes_is_told_of_the_first_of_a_long_list(
    graph: Graph, tree: Tree, owed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, a1 = tree.officer("乙"), tree.departments["a1"]["enforcement"]
    for name, day in (("one", 1), ("two", 2)):
        owe(tree, CHECK, tree.petition(name), officer, date(2025, 6, day), at=a1)
    actor = tree.actor("top", Role.SUPERVISOR)
    found = view(graph, actor)
    assert not found.partial
    assert [(p.key, p.due) for p in found.people or []] == [
        (officer.number, date(2025, 6, 1)), (f"{tree.code}-甲", date(2025, 6, 17)),
    ]  # fmt: skip
    own = tree.actor("top", Role.SUPERVISOR, officer=officer.number)
    assert [p.key for p in view(graph, own).people or []] == [f"{tree.code}-甲"]
    monkeypatch.setattr("graph.operations.duties.missing.LOOKED_AT", 2)
    first, last = view(graph, actor), view(graph, actor, sort="latest")
    assert first.partial
    assert {d.key: d.count for d in first.departments or []} == {
        f"{tree.code}a1-enforcement": 4, f"{tree.code}a-review": 1,
    }  # fmt: skip
    assert first.people == []
    assert [p.key for p in last.people or []] == [officer.number, f"{tree.code}-甲"]


def test_duties_of_one_event_are_told_apart(graph: Graph, tree: Tree) -> None:
    petition, review = tree.petition("1"), tree.departments["a"]["review"]
    a1, a2, officer = tree.courts["a1"], tree.courts["a2"], tree.officer("丙")
    parts = {
        owe(tree, CHECK, petition, review, date(2025, 6, 2), part=part): names
        for part, names in (
            (a1.uid, (a1.name,)), (f"{a2.uid}|C04", (a2.name, "C04")), (review.uid, ()),
            (officer.uid, ()), ("2025", ()),
        )
    }  # fmt: skip
    rows = view(graph, tree.actor("a", Role.SUPERVISOR)).rows
    told = {each.number: (*(link.title for link in each.parts), *each.codes) for each in rows}
    assert told == parts


def test_departments_of_one_court_show_their_punctuality(
    graph: Graph, tree: Tree, owed: dict[str, str]
) -> None:
    found = view(graph, tree.actor("a1", Role.SUPERVISOR))
    assert found.departments is not None
    [department] = found.departments
    assert department.punctual == (1, 2)


def test_pages_follow_each_other(graph: Graph, tree: Tree, owed: dict[str, str]) -> None:
    actor = tree.actor("top", Role.SUPERVISOR)
    first = view(graph, actor, limit=2)
    second = view(graph, actor, first.next, limit=2)
    assert [listed(first), listed(second)] == [[owed["year"], owed["may"]], [owed["june"]]]
    assert second.next == ""
    with pytest.raises(BadCursor):
        view(graph, actor, "nonsense")


def test_who_sees_what(graph: Graph, tree: Tree, owed: dict[str, str]) -> None:
    lead = owe(tree, SEALED, tree.petition("2"), tree.departments["a"]["review"], date(2025, 6, 2))
    assert lead in listed(view(graph, tree.actor("a", Role.INSPECTOR)))
    supervisor = view(graph, tree.actor("a", Role.SUPERVISOR))
    assert lead not in listed(supervisor)
    assert supervisor.by_state[State.OVERDUE] == 3
    keeper = view(graph, tree.actor("a", Role.RECORD_KEEPER))
    assert keeper.people is None
    assert listed(view(graph, tree.actor("b", Role.SUPERVISOR), state="all")) == [owed["later"]]
    with pytest.raises(NotFound):
        view(graph, tree.actor("b", Role.SUPERVISOR), court=tree.code_of("a1"))
    with pytest.raises(NotFound):
        view(graph, tree.actor("b"), department=f"{tree.code}a1-enforcement")


@pytest.mark.parametrize(
    "said",
    [
        {"rule": "没有"}, {"article": "Z1"}, {"state": "late"}, {"age": "5"}, {"from": "2025"},
        {"from": "2025-13"}, {"from": "2025-05", "to": "2025-04"}, {"sort": "x"}, {"own": "y"},
        {"state": "open", "age": "0"},
    ],
)  # fmt: skip
def test_what_cant_be_asked_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(BadParameter):
        Asked.read(said)
