"""An officer's file opens for a purpose, to who may open it, for a while, on record."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from graph import clock, records
from graph.audit import Tag, verify
from graph.errors import Invalid, NotAllowed, NotFound, OwnFile, PurposeNeeded
from graph.model import Link, type_of
from graph.operations import officer_file
from graph.operations.officer_file import VALID, open_file
from graph.operations.officer_history import history
from graph.records import Filter, Op, Query
from graph.scope import Role
from graph.session import Graph, Row
from tests.conftest import Tree

WHY = ("petition_check", "核查信访反映的拖延")


def events(graph: Graph, uid: str, tag: Tag) -> list[Row]:
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (e:AuditEvent {record_uid: $uid, tag: $tag}) "
            "RETURN e.actor AS actor, e.chain AS chain, e.detail AS detail ORDER BY e.place",
            uid=uid,
            tag=str(tag),
        )
    return [row | {"detail": json.loads(row["detail"])} for row in rows]


def test_an_opening_is_on_the_chain_of_the_officers_court(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲", "a1")
    actor = tree.actor("a", Role.INSPECTOR)
    opening = open_file(graph, actor, officer.number, *WHY)
    assert events(graph, officer.uid, Tag.FILE_OPENED) == [
        {
            "actor": actor.username,
            "chain": tree.code_of("a1"),
            "detail": {"purpose": WHY[0], "note": WHY[1]},
        }
    ]
    assert opening.until - opening.at == timedelta(hours=12)


@pytest.mark.parametrize(
    ("purpose", "note", "faults"),
    [
        ("", "", {"purpose", "note"}),
        ("curiosity", "想看一下这个人", {"purpose"}),
        ("other", "看看", {"note"}),
        ("other", " 看 看 看 ", set()),
        ("other", " 看   看 ", {"note"}),
        ("other", "字" * 1001, {"note"}),
    ],
)
def test_a_purpose_is_chosen_and_explained(
    graph: Graph, tree: Tree, purpose: str, note: str, faults: set[str]
) -> None:
    officer = tree.officer("甲")
    actor = tree.actor("a1", Role.SUPERVISOR)
    if not faults:
        assert open_file(graph, actor, officer.number, purpose, note).note == "看 看 看"
        return
    with pytest.raises(Invalid) as told:
        open_file(graph, actor, officer.number, purpose, note)
    assert set(told.value.faults) == faults
    assert events(graph, officer.uid, Tag.FILE_OPENED) == []


@pytest.mark.parametrize("role", [Role.RECORD_KEEPER, Role.ADMINISTRATOR])
def test_only_supervisors_and_inspectors_open_files(graph: Graph, tree: Tree, role: Role) -> None:
    officer = tree.officer("甲")
    actor = tree.actor("a1", role)
    with pytest.raises(NotAllowed):
        open_file(graph, actor, officer.number, *WHY)
    with graph.reading() as tx, pytest.raises(NotAllowed):
        history(tx, actor, officer.number)


def test_ones_own_file_stays_closed(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    myself = tree.actor("a1", Role.INSPECTOR, officer=officer.number)
    with pytest.raises(OwnFile):
        open_file(graph, myself, officer.number, *WHY)
    with graph.reading() as tx, pytest.raises(OwnFile):
        history(tx, myself, officer.number)
    assert events(graph, officer.uid, Tag.FILE_OPENED) == []


def test_out_of_scope_looks_like_absent(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲", "b1")
    stranger = tree.actor("a", Role.INSPECTOR)
    told = []
    for number in (officer.number, "没有这个人"):
        with pytest.raises(NotFound) as error:
            open_file(graph, stranger, number, *WHY)
        told.append(error.value.text.zh.replace(number, "…"))
        with graph.reading() as tx, pytest.raises(NotFound):
            history(tx, stranger, number)
    assert told[0] == told[1]


def test_an_earlier_post_gives_the_file_too(graph: Graph, tree: Tree) -> None:
    enforcement = {c: tree.departments[c]["enforcement"] for c in ("a1", "b1")}
    officer = tree.create(
        "Officer", number=f"{tree.code}-调动", name="调某",
        serves=[
            Link(enforcement["a1"].uid, "", "", {"from": "2018-01-01", "to": "2019-12-31"}),
            Link(enforcement["b1"].uid, "", "", {"from": "2020-01-01"}),
        ],
    )  # fmt: skip
    assert officer.c3 == tree.code_of("b1")
    actor = tree.actor("a1", Role.SUPERVISOR)
    open_file(graph, actor, officer.number, *WHY)
    with graph.reading() as tx:
        found = history(tx, actor, officer.number)
    assert [p.court for p in found.postings] == [tree.code_of("a1"), tree.code_of("b1")]
    with pytest.raises(NotFound):
        open_file(graph, tree.actor("a2", Role.SUPERVISOR), officer.number, *WHY)


def test_an_opening_holds_for_who_opened_and_for_that_officer(graph: Graph, tree: Tree) -> None:
    one, other = tree.officer("甲"), tree.officer("乙")
    first, second = tree.actor("a1", Role.SUPERVISOR), tree.actor("a", Role.SUPERVISOR)
    open_file(graph, first, one.number, *WHY)
    with graph.reading() as tx:
        assert history(tx, first, one.number).opening.purpose == WHY[0]
        for actor, officer in ((second, one), (first, other)):
            with pytest.raises(PurposeNeeded):
                history(tx, actor, officer.number)


def test_an_opening_ends_after_twelve_hours(
    graph: Graph, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, actor = tree.officer("甲"), tree.actor("a1", Role.INSPECTOR)
    at = open_file(graph, actor, officer.number, *WHY).at

    def now(after: timedelta) -> None:
        moment: datetime = at + after
        monkeypatch.setattr(clock, "now", lambda: moment)

    with graph.reading() as tx:
        now(VALID - timedelta(microseconds=1))
        assert history(tx, actor, officer.number).opening.at == at
        now(VALID)
        with pytest.raises(PurposeNeeded):
            history(tx, actor, officer.number)
    again = open_file(graph, actor, officer.number, "inspection", "次日继续核查")
    with graph.reading() as tx:
        assert history(tx, actor, officer.number).opening.event == again.event


def test_an_export_is_recorded_with_the_opening_it_rests_on(graph: Graph, tree: Tree) -> None:
    officer, actor = tree.officer("甲"), tree.actor("a1", Role.INSPECTOR)
    with pytest.raises(PurposeNeeded):
        officer_file.record_export(graph, actor, officer.number, "csv", 3, {})
    opening = open_file(graph, actor, officer.number, *WHY)
    officer_file.record_export(graph, actor, officer.number, "csv", 3, {"lane": "case.handlers"})
    (event,) = events(graph, officer.uid, Tag.FILE_EXPORTED)
    assert event["detail"] == {
        "form": "csv",
        "events": 3,
        "filters": {"lane": "case.handlers"},
        "opening": opening.event,
    }


def test_an_opening_to_check_a_lead_shows_to_the_discipline_bodies_alone(
    graph: Graph, tree: Tree
) -> None:
    officer = tree.officer("甲")
    inspector, administrator, supervisor = (
        tree.actor("a1", role) for role in (Role.INSPECTOR, Role.ADMINISTRATOR, Role.SUPERVISOR)
    )
    with pytest.raises(Invalid):
        officer_file.open_file(graph, supervisor, officer.number, "lead_check", "核查一条线索")
    officer_file.open_file(graph, inspector, officer.number, "lead_check", "核查一条线索")
    events = Query(type_of("AuditEvent"), filters=(Filter("record_uid", Op.EQUAL, officer.uid),))
    with graph.reading() as tx:
        seen = {
            name: [e.tag for e in records.find(tx, actor, events).rows]
            for name, actor in (("inspector", inspector), ("administrator", administrator))
        }
        assert officer_file.require_opening(tx, inspector, officer.number)[0].uid == officer.uid
        court = tree.code_of("a1")
        assert verify(tx, only=[court, court + "/discipline"])[1] == []
    assert seen["administrator"] == ["record:created"]
    assert seen["inspector"] == ["officer_file:opened", "record:created"]
