"""A rectification that was closed and reopened since stands as reopened wherever it is read: in
lists, filters, pages, files and totals. What was entered stays, and stands again once the failed
check is corrected."""

from __future__ import annotations

from datetime import date

import pytest

from graph import records
from graph.model import type_of
from graph.queries.court_numbers import SORTS, court_numbers
from graph.queries.findings import At
from graph.records import Filter, Op, Query
from graph.scope import Actor, Role
from graph.tallies import numbers
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.test_recurrence_kept import Kept

KIND = type_of("Rectification")


@pytest.fixture
def kept(tree: Tree) -> Kept:
    return Kept(tree)


def listed(kept: Kept, actor: Actor, op: Op, said: object) -> set[str]:
    with kept.tree.graph.reading() as tx:
        found = records.find(tx, actor, Query(KIND, filters=(Filter("state", op, said),)))
    return {each.number for each in found.rows}


def counted(kept: Kept, actor: Actor) -> dict[str, int]:
    sort = next(each for each in SORTS if each.code == "rectifications")
    with kept.tree.graph.reading() as tx:
        at = At(kept.tree.code_of("a1"), "c3")
        rows = court_numbers(tx, actor, at, [sort], date(2021, 1, 1), date(2021, 12, 31))
    return {row["standing"]: row["count"] for row in rows}


def tallied(kept: Kept, actor: Actor) -> tuple[dict[str, int], int]:
    """The same from the tallies, and how many wait."""
    sort = next(each for each in SORTS if each.code == "rectifications")
    at = At(kept.tree.code_of("a"), "c2")
    with kept.tree.graph.reading() as tx:
        rows = numbers.court_numbers(tx, actor, at, [sort], 2021 * 4, 2021 * 4 + 3)
        waits = numbers.waiting(tx, actor, at, date(2021, 9, 1))
    return {row["standing"]: row["count"] for row in rows}, waits["rectifications_without_due"]


def test_a_reopened_rectification_is_closed_nowhere(kept: Kept, people: People) -> None:
    actor = kept.tree.actor("a1", Role.SUPERVISOR)
    number = {kept.r.number}
    assert listed(kept, actor, Op.EQUAL, "closed") == number
    assert counted(kept, actor) == {"closed": 1}
    above = kept.tree.actor("a", Role.SUPERVISOR)
    assert tallied(kept, above) == ({"closed": 1}, 0)
    check = kept.check(kept.r, "not_carried_out", "2021-08-02")
    assert listed(kept, actor, Op.IN, ["open", "reopened"]) == number
    assert listed(kept, actor, Op.NOT_EQUAL, "closed") == number
    assert listed(kept, actor, Op.EQUAL, "closed") == set()
    assert counted(kept, actor) == {"reopened": 1}
    assert tallied(kept, above) == ({"reopened": 1}, 1)
    visitor = people.inside(Role.SUPERVISOR, actor=actor)
    key = kept.r.number
    for path in ("/rectification/list/", f"/rectification/show/{kept.r.uid}"):
        page = visitor.get(path)
        assert (page.status_code, key in page.text) == (200, True), path
        assert "重新整改" in page.text, path
    file = visitor.get("/rectification/list/?_flt_0_state=closed")
    assert key not in file.text

    kept.change(check, result="carried_out")
    assert listed(kept, actor, Op.EQUAL, "closed") == number
    assert counted(kept, actor) == {"closed": 1}
    assert tallied(kept, above) == ({"closed": 1}, 0)
