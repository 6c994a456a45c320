"""The explorer's reads: worked out by hand on two courts, a shared record and an officer's file."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import unquote

import pytest
from werkzeug.test import TestResponse

from graph import clock, records
from graph.audit import Tag
from graph.duties.table import RULES
from graph.errors import BadBody, BadCursor, FileNeeded, NotFound, Unknown
from graph.model import Record, type_of
from graph.operations import officer_file
from graph.operations.explore import (
    Answer,
    Expanded,
    Order,
    Wish,
    expand,
    expansions,
    export,
    gaps,
    keep,
    kept,
    nodes,
    purge,
)  # fmt: skip
from graph.operations.explore import around as statements
from graph.operations.explore.layouts import KEPT, Spot
from graph.records import Query
from graph.records.query import Cursor
from graph.scope import Actor, Role
from graph.session import Graph, Reader, Row
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.populated import populated
from tests.integration.stories import Story

UID = "01931f00-0000-7000-8000-000000000001"

WHY = ("petition_check", "核查信访反映的拖延")

KEEPER, SUPERVISOR, INSPECTOR = Role.RECORD_KEEPER, Role.SUPERVISOR, Role.INSPECTOR


@dataclass
class Around:
    """A case of a1: its petition at a1 names its officer; another at b1, shared by the case; a
    trip of b1 for it, which a1 doesn't see."""

    officer: Record
    case: Record
    petition: Record
    elsewhere: Record
    trip: Record


@pytest.fixture
def around(tree: Tree) -> Around:
    officer = tree.officer("甲")
    case = tree.case("1", handlers=officer.uid)
    return Around(
        officer,
        case,
        tree.petition("1", about_case=case.uid, officers=officer.uid, received_on="2021-05-01"),
        tree.petition("2", "b1", about_case=case.uid, received_on="2021-06-01"),
        tree.create(
            "Trip", number=f"{tree.code}-WC1", left_on="2021-07-01", destination="外地",
            made_by=tree.officer("乙", "b1").uid, case=case.uid,
            sent_by=tree.departments["b1"]["enforcement"].uid,
        ),
    )  # fmt: skip


def offered(graph: Graph, actor: Actor, record: Record) -> dict[tuple[str, str, str], int]:
    with graph.reading() as tx:
        found = expansions(tx, actor, record.uid)
    assert not any(each.capped for each in found)
    return {(e.way.rel, e.way.direction.value, e.way.far): e.count for e in found}


def expanded(graph: Graph, actor: Actor, record: Record, **wish: object) -> Expanded:
    with graph.reading() as tx:
        return expand(tx, actor, record.uid, Wish(**wish))  # type: ignore[arg-type]


def drawn(graph: Graph, actor: Actor, *those: Record) -> Answer:
    with graph.reading() as tx:
        return nodes(tx, actor, [each.uid for each in those])


def uids(answer: Answer) -> set[str]:
    return {node.uid for node in answer.nodes}


def lines(answer: Answer) -> set[tuple[str, str, str]]:
    return {(edge.start, edge.rel, edge.end) for edge in answer.edges}


def test_a_case_offers_what_its_reader_may_see_and_gives_that_many(
    graph: Graph, tree: Tree, around: Around
) -> None:
    want = {
        ("ENFORCED_BY", "out", "Court"): 1,
        ("HANDLES", "in", "Officer"): 1,
        ("ABOUT", "in", "Petition"): 2,
        ("ARISES_FROM", "in", "Duty"): 1,  # the call-back to who petitioned
    }
    here, above = tree.actor("a1"), tree.actor("top")
    assert offered(graph, here, around.case) == want
    assert offered(graph, above, around.case) == want | {("FOR", "in", "Trip"): 1}
    for actor in (here, above):
        for (rel, direction, far), count in offered(graph, actor, around.case).items():
            got = expanded(graph, actor, around.case, rel=rel, direction=direction, type=far)
            assert (got.total, len(got.answer.nodes), got.more) == (count, count, 0)
            assert {node.type for node in got.answer.nodes} == {far}


def test_a_node_says_what_it_is_and_how_it_stands(graph: Graph, tree: Tree, around: Around) -> None:
    (node,) = drawn(graph, tree.actor("a1"), around.petition).nodes
    assert (node.type, node.key, node.court, node.court_name) == (
        "Petition", around.petition.number, tree.code_of("a1"), tree.courts["a1"].name,
    )  # fmt: skip
    assert str(node.date) == "2021-05-01"
    (person,) = drawn(graph, tree.actor("a1"), around.officer).nodes
    assert person.file
    assert not node.file


def lead_on(tree: Tree, case: Record) -> Record:
    return tree.create(
        "Lead", number=f"{tree.code}-XS", registered_on="2021-08-01", concerns=case.uid,
        registered_by=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip


def test_what_is_left_out_is_counted_only_where_it_belongs_to_another_court(
    graph: Graph, tree: Tree, around: Around
) -> None:
    lead = lead_on(tree, around.case)
    keeper = tree.actor("a1", KEEPER)
    got = drawn(graph, keeper, around.case, around.trip, lead)
    assert (uids(got), got.left_out) == ({around.case.uid}, 1)  # the trip
    me = tree.actor("a1", KEEPER, officer=around.officer.number)
    got = drawn(graph, me, around.case, around.petition, lead)
    assert (uids(got), got.left_out) == ({around.case.uid}, 0)
    with graph.reading() as tx:
        assert nodes(tx, keeper, ["00000000-0000-7000-8000-000000000000"]).left_out == 0


def test_out_of_scope_and_absent_look_alike_and_own_records_are_not_there(
    graph: Graph, tree: Tree, around: Around
) -> None:
    with graph.reading() as tx:
        for actor, record in (
            (tree.actor("b1"), around.case),
            (tree.actor("a1", officer=around.officer.number), around.petition),
        ):
            with pytest.raises(NotFound):
                expansions(tx, actor, record.uid)
            with pytest.raises(NotFound):
                expand(tx, actor, record.uid, Wish())
    me = tree.actor("a1", officer=around.officer.number)
    assert offered(graph, me, around.case)["ABOUT", "in", "Petition"] == 1
    assert around.petition.uid not in uids(expanded(graph, me, around.case).answer)


def test_a_confidential_record_changes_nothing_for_who_may_not_read_it(
    graph: Graph, tree: Tree, around: Around
) -> None:
    supervisor, inspector = tree.actor("a1", SUPERVISOR), tree.actor("a1", INSPECTOR)

    def seen(actor: Actor) -> tuple[object, ...]:
        with graph.reading() as tx:
            found = expansions(tx, actor, around.petition.uid)
            got = expand(tx, actor, around.petition.uid, Wish(order=Order.CONNECTED))
            return [(e.way, e.count) for e in found], got, tx.statements

    before, told = seen(supervisor), seen(inspector)
    for label, key, links in (
        ("Lead", "XS", {"from_source": around.petition.uid, "registered_on": "2021-08-01",
                        "registered_by": tree.departments["a1"]["enforcement"].uid}),
        ("Measure", "CZ", {"cites": around.petition.uid, "applied_to": around.officer.uid,
                           "form": "reminder"}),
    ):  # fmt: skip
        tree.create(label, number=f"{tree.code}-{key}", **links)
    assert seen(supervisor) == before
    assert {each[0].far for each in seen(inspector)[0]} - {each[0].far for each in told[0]} == {
        "Lead", "Measure",
    }  # fmt: skip


def test_an_officer_is_expanded_to_what_is_about_them_in_the_open_file_alone(
    graph: Graph, tree: Tree, around: Around
) -> None:
    inspector = tree.actor("a1", INSPECTOR)
    tree.petition("3", officers=around.officer.uid)
    assert set(offered(graph, inspector, around.officer)) == {
        ("SERVES", "out", "Department"), ("HANDLES", "out", "Case"),
    }  # fmt: skip
    names = {"rel": "NAMES", "direction": "in", "type": "Petition"}
    with pytest.raises(FileNeeded):
        expanded(graph, inspector, around.officer, **names)
    with pytest.raises(FileNeeded):
        expanded(graph, inspector, around.officer, problem="any")
    assert not lines(
        expanded(graph, inspector, around.officer, known=(around.petition.uid,)).answer
    ) & {(around.petition.uid, "NAMES", around.officer.uid)}
    officer_file.open_file(graph, inspector, around.officer.number, *WHY)
    assert offered(graph, inspector, around.officer)["NAMES", "in", "Petition"] == 2
    assert expanded(graph, inspector, around.officer, **names).total == 2
    me = tree.actor("a1", INSPECTOR, officer=around.officer.number)
    assert ("NAMES", "in", "Petition") not in offered(graph, me, around.officer)


def test_an_officer_stands_beside_one_record_about_them_not_several(
    graph: Graph, tree: Tree, around: Around
) -> None:
    inspector = tree.actor("a1", INSPECTOR)
    other = tree.petition("3", officers=around.officer.uid)
    one = drawn(graph, inspector, around.officer, around.petition)
    (edge,) = one.edges
    assert (edge.start, edge.end, edge.about) == (around.petition.uid, around.officer.uid, True)
    two = drawn(graph, inspector, around.officer, around.petition, other)
    assert (two.edges, bool(two.partial.zh)) == ((), True)
    # The record that is expanded says itself whom it is about, and says nothing of others.
    known = (around.petition.uid, around.officer.uid)
    got = expanded(graph, inspector, other, known=known)
    assert (other.uid, "NAMES", around.officer.uid) in lines(got.answer)
    assert (around.petition.uid, "NAMES", around.officer.uid) not in lines(got.answer)
    officer_file.open_file(graph, inspector, around.officer.number, *WHY)
    assert len(drawn(graph, inspector, around.officer, around.petition, other).edges) == 2


def test_expanding_draws_the_lines_to_what_is_known_and_readable(
    graph: Graph, tree: Tree, around: Around
) -> None:
    known = (around.officer.uid, around.petition.uid, around.trip.uid)
    court = tree.courts["a1"]
    got = expanded(graph, tree.actor("a1"), court, rel="ENFORCED_BY", known=known)
    assert uids(got.answer) == {around.case.uid}
    assert lines(got.answer) == {
        (around.case.uid, "ENFORCED_BY", court.uid),
        (around.officer.uid, "HANDLES", around.case.uid),
        (around.petition.uid, "ABOUT", around.case.uid),
    }
    got = expanded(graph, tree.actor("top"), court, rel="ENFORCED_BY", known=known)
    assert (around.trip.uid, "FOR", around.case.uid) in lines(got.answer)


def many(graph: Graph, tree: Tree, case: Record, amount: int) -> None:
    """Acts of a case, one a day, as plain nodes: fifty and more records take a while."""
    court = tree.courts["a1"]
    graph.write(
        lambda tx: tx.run(
            "MATCH (c:Case {uid: $case}) UNWIND range(1, $amount) AS i "
            "WITH c, i, toString(date('2021-01-01') + duration({days: i})) AS day "
            "CREATE (c)-[:HAS_ACT]->(:Act {uid: $case + '-' + i, number: $case + '-' + i, "
            "headline: 'act ' + i, rank: day, done_on: date(day), c1: $c1, c2: $c2, c3: $c3})",
            case=case.uid, amount=amount, c1=court.c1, c2=court.c2, c3=court.c3,
        )
    )  # fmt: skip


def test_above_fifty_it_asks_and_then_gives_them_page_by_page(
    graph: Graph, tree: Tree, around: Around
) -> None:
    many(graph, tree, around.case, 120)
    here = tree.actor("a1")
    asked = expanded(graph, here, around.case)
    assert (asked.ask, asked.total, asked.more, asked.answer) == (True, 125, 125, Answer())
    assert {(e.way.rel, e.count) for e in asked.expansions} >= {("HAS_ACT", 120), ("ABOUT", 2)}
    assert expanded(graph, here, around.case, rel="HAS_ACT").ask
    for order in Order:
        met: list[str] = []
        left, after = [], ""
        while True:
            got = expanded(graph, here, around.case, rel="HAS_ACT", order=order, after=after)
            met += [node.uid for node in got.answer.nodes]
            left.append(got.more)
            after = got.after
            if not after:
                break
        assert left == [70, 20, 0]
        assert (len(met), len(set(met))) == (120, 120)
        if order is Order.NEWEST:
            assert met[0] == f"{around.case.uid}-120"
    newest = expanded(graph, here, around.case, order=Order.NEWEST)
    dated = [node.date for node in newest.answer.nodes]
    assert dated == sorted(dated, reverse=True)  # type: ignore[type-var]
    assert newest.more == 75
    some = expanded(graph, here, around.case, rel="HAS_ACT", words="ACT 11", since=None)
    assert {node.title for node in some.answer.nodes} == {
        "act 11", *(f"act 11{n}" for n in range(10))
    }  # fmt: skip
    with pytest.raises(BadCursor):
        expanded(graph, here, around.case, order=Order.NEWEST, after="50.none")


def test_the_most_connected_come_first(graph: Graph, tree: Tree, around: Around) -> None:
    quiet = tree.case("2")
    got = expanded(graph, tree.actor("a1"), tree.courts["a1"], type="Case", order=Order.CONNECTED)
    assert [node.uid for node in got.answer.nodes] == [around.case.uid, quiet.uid]


def test_what_is_out_of_sight_neither_ranks_nor_stands_in_a_cursor(
    graph: Graph, tree: Tree, around: Around
) -> None:
    quiet, court = tree.case("2"), tree.courts["b1"]
    graph.write(
        lambda tx: tx.run(
            "MATCH (c:Case {uid: $case}) UNWIND range(1, 9) AS i CREATE (c)<-[:FOR]-"
            "(:Trip {uid: $case + '-' + i, number: $case + '-' + i, c1: $c1, c2: $c2, c3: $c3})",
            case=quiet.uid, c1=court.c1, c2=court.c2, c3=court.c3,
        )
    )  # fmt: skip

    def first(actor: Actor) -> tuple[str, object]:
        wish = {"type": "Case", "order": Order.CONNECTED, "limit": 1}
        got = expanded(graph, actor, tree.courts["a1"], **wish)
        return got.answer.nodes[0].uid, Cursor.read(got.after.partition(".")[2], "connected").value

    assert first(tree.actor("top")) == (quiet.uid, 10)  # its court and nine trips
    assert first(tree.actor("a1")) == (around.case.uid, 4)  # court, officer, two petitions
    assert first(tree.actor("a1", officer=around.officer.number)) == (around.case.uid, 3)


def test_what_leaves_with_an_officer_is_on_record_as_of_the_file(
    graph: Graph, tree: Tree, around: Around
) -> None:
    inspector = replace(tree.actor("a1", INSPECTOR), username=f"{tree.code}-出")
    officer_file.open_file(graph, inspector, around.officer.number, *WHY)
    other = tree.petition("3", officers=around.officer.uid)
    for those in ((around.petition,), (around.petition, other)):
        picture = drawn(graph, inspector, around.officer, *those)
        export.note_picture(graph, inspector, picture, "csv", {})
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (e:AuditEvent {actor: $me}) WHERE e.tag ENDS WITH 'exported' "
            "RETURN e.tag AS tag, e.record_uid AS uid, e.detail AS detail ORDER BY e.at, e.place",
            me=inspector.username,
        )
    pictures = [json.loads(r["detail"]) for r in rows if r["tag"] == Tag.ANSWER_EXPORTED]
    (taken,) = [r for r in rows if r["tag"] == Tag.FILE_EXPORTED]
    assert (taken["uid"], json.loads(taken["detail"])["events"]) == (around.officer.uid, 2)
    assert sorted(len(each["records"]) for each in pictures) == [2, 3]
    assert all(around.petition.uid in each["records"] for each in pictures)


def test_an_attachment_of_a_record_about_oneself_is_not_there(
    graph: Graph, tree: Tree, around: Around
) -> None:
    for n, to in enumerate((around.petition, around.elsewhere)):
        tree.create("Attachment", number=f"{tree.code}-FJ{n}", file_name="信.pdf", attached_to=to)
    query = Query(type_of("Attachment"))
    with graph.reading() as tx:
        for actor, count in (
            (tree.actor("top"), 2),
            (tree.actor("top", officer=around.officer.number), 1),
        ):
            assert len(records.find(tx, actor, query).rows) == count


def test_filters_by_day_and_problem(graph: Graph, story: Story) -> None:
    tree = story.tree
    one, other = tree.case("1"), tree.case("2", filed_on="2022-04-01")
    story.finding("2022-06-10", in_case=one)
    court, here = tree.courts["a1"], tree.actor("a1")

    def cases(**wish: object) -> set[str]:
        return uids(expanded(graph, here, court, type="Case", **wish).answer)

    assert cases() == {one.uid, other.uid}
    assert cases(problem=story.code) == {one.uid}
    assert cases(since=other.filed_on, until=other.filed_on) == {other.uid}
    with pytest.raises(NotFound):
        cases(problem="none")
    with pytest.raises(Unknown):
        expanded(graph, here, court, rel="NAMES")


@pytest.fixture
def story(tree: Tree) -> Story:
    return Story(tree)


def test_a_recurrence_is_an_edge_with_its_kind_and_depth(graph: Graph, story: Story) -> None:
    found = story.finding("2022-06-10")
    _feedback, put_right = story.round(found, "2022-09-05", "2022-09-10", "2022-12-01")
    again = story.finding("2023-02-01")
    got = drawn(graph, story.tree.actor("a1"), put_right, again)
    (edge,) = [edge for edge in got.edges if edge.rel == "RECURS_AFTER"]
    assert (edge.start, edge.end) == (again.uid, put_right.uid)
    assert (edge.kind, edge.depth) == ("after_rectification", 1)


def test_what_is_owed_and_not_done_is_a_gap(graph: Graph, tree: Tree, around: Around) -> None:
    here = tree.actor("a1")
    plain = expanded(graph, here, around.petition)
    assert not any(node.gap for node in plain.answer.nodes)
    got = expanded(graph, here, around.petition, gaps=True)
    missing = {node.uid: node for node in got.answer.nodes if node.gap}
    assert RULES["key-callback"].name.zh in {node.title for node in missing.values()}
    assert {(e.start, e.end) for e in got.answer.edges if e.rel == "GAP"} == {
        (around.petition.uid, uid) for uid in missing
    }


def test_retired_records_are_not_neighbours(graph: Graph, tree: Tree, around: Around) -> None:
    records.retire(graph, tree.system, type_of("Petition"), around.petition.uid, 1, "重复")
    here = tree.actor("a1")
    assert offered(graph, here, around.case)["ABOUT", "in", "Petition"] == 1
    (node,) = drawn(graph, here, around.petition).nodes
    assert node.retired


def test_a_layout_is_one_whoever_keeps_it_and_goes_unless_a_view_names_it(
    graph: Graph, tree: Tree
) -> None:
    view = f"{tree.code}-V"
    spot = {"id": tree.courts["a1"].uid, "x": 1.04, "y": -2, "pinned": True}
    here = tree.actor("a1")
    first = keep(graph, here, {"nodes": [spot], "hidden": []})
    assert keep(graph, tree.actor("b1"), {"nodes": [spot | {"words": "not kept"}]}) == first
    other = keep(graph, here, {"nodes": [spot | {"x": 7}]})
    with graph.reading() as tx:
        found = kept(tx, here, first)
    assert (found.owner, found.spots, found.hidden) == (
        here.username, (Spot(spot["id"], 1.0, -2.0, True),), ()
    )  # fmt: skip
    graph.write(
        lambda tx: tx.run(
            "CREATE (:SavedView {uid: $key, number: $key, address: $address})",
            key=view, address=f"/explore?layout={first}&sel=x",
        )
    )  # fmt: skip
    purge(graph)
    with graph.reading() as tx:
        kept(tx, here, other)
    purge(graph, clock.now() + KEPT + timedelta(days=1))
    with graph.reading() as tx:
        kept(tx, here, first)
        with pytest.raises(NotFound):
            kept(tx, here, other)
    graph.write(lambda tx: tx.run("MATCH (v:SavedView {uid: $key}) DELETE v", key=view))
    purge(graph, clock.now() + KEPT + timedelta(days=1))
    with graph.reading() as tx, pytest.raises(NotFound):
        kept(tx, here, first)


def test_a_layout_tells_nobody_of_what_is_not_there_for_them(
    graph: Graph, tree: Tree, around: Around
) -> None:
    lead = lead_on(tree, around.case)
    inspector = tree.actor("a1", INSPECTOR)

    def missing(record: Record) -> list[str]:
        with graph.reading() as tx:
            found = gaps(tx, inspector, {record.uid: record.declared.name})
        return [node.uid for node in found.nodes]

    (of_lead, *_), (of_petition, *_) = missing(lead), missing(around.petition)
    absent = "00000000-0000-7000-8000-000000000000"
    plain = [around.case.uid, around.petition.uid, around.trip.uid, of_petition]
    all_ = [*plain, lead.uid, of_lead, absent, "gap:none"]
    spots = [{"id": uid, "x": n, "y": 0} for n, uid in enumerate(all_)]
    kept_as = keep(graph, inspector, {"nodes": spots, "hidden": all_})

    def told(actor: Actor) -> tuple[set[str], set[str]]:
        with graph.reading() as tx:
            found = kept(tx, actor, kept_as)
        return {spot.id for spot in found.spots}, set(found.hidden)

    sealed = {lead.uid, of_lead}
    assert told(inspector) == ({*plain, *sealed}, {*plain, *sealed})
    for role in (SUPERVISOR, KEEPER):
        assert told(tree.actor("a1", role)) == (set(plain), set(plain))
    me = tree.actor("a1", SUPERVISOR, officer=around.officer.number)
    assert told(me)[0] == {around.case.uid, around.trip.uid}


@pytest.mark.parametrize(
    "nodes",
    [[], [{"id": UID, "x": 1}], [{"id": "", "x": 1, "y": 1}], [{"id": UID, "x": 1e9, "y": 0}],
     [{"id": UID, "x": True, "y": 0}], [UID], None, [{"id": UID, "x": 10**400, "y": 0}],
     [{"id": "some words", "x": 1, "y": 1}], [{"id": "gap:\ud800", "x": 1, "y": 1}]],
)  # fmt: skip
def test_a_layout_is_places_and_nothing_else(graph: Graph, system: Actor, nodes: object) -> None:
    with pytest.raises(BadBody):
        keep(graph, system, {"nodes": nodes})


def test_the_canvas_is_served_from_the_address_of_a_record(
    tree: Tree, around: Around, people: People
) -> None:
    user = people.inside(SUPERVISOR, actor=tree.actor("a1"))
    shown = user.get(f"/petition/show/{around.petition.uid}").text
    assert f"/explore?at=petition:{around.petition.uid}" in unquote(shown)
    assert "data-zj-explore" in user.get(f"/explore?at=petition:{around.petition.uid}").text

    def post(path: str, said: object) -> TestResponse:
        return user.client.post(path, json=said, headers={"X-CSRFToken": user.token})

    told = post("/explore/nodes", {"at": [f"petition:{around.petition.number}"]}).get_json()
    (node,) = told["nodes"]
    assert (node["id"], unquote(node["url"]), told["left_out"]) == (
        around.petition.uid, f"/petition/show/{around.petition.number}", 0,
    )  # fmt: skip
    menu = user.get(f"/explore/expansions?id={around.officer.uid}").get_json()
    assert unquote(menu["file"]["url"]).endswith(f"/{around.officer.number}")
    assert {each["rel"] for each in menu["expansions"]} == {"SERVES", "HANDLES"}
    told = post("/explore/expand", {"id": around.case.uid, "type": "Petition"}).get_json()
    assert (told["total"], {node["type"] for node in told["nodes"]}) == (2, {"Petition"})
    panel = user.get(f"/explore/record?id={around.petition.uid}").text
    assert around.petition.number in panel
    assert RULES["key-callback"].name.zh in panel
    place = {"id": around.case.uid, "x": 0, "y": 0}
    layout = post("/explore/layouts", {"nodes": [place]}).get_json()["id"]
    assert user.get(f"/explore/layouts/{layout}").get_json()["nodes"] == [
        place | {"x": 0.0, "y": 0.0, "pinned": False}
    ]


def test_what_the_canvas_cannot_ask_is_refused_with_a_sentence(
    tree: Tree, around: Around, people: People
) -> None:
    user = people.inside(SUPERVISOR, actor=tree.actor("b1"))
    user.get("/explore")
    uid, far = around.petition.uid, around.trip.uid
    for path, said, status in (
        ("/explore/nodes", {"ids": "x"}, 400), ("/explore/nodes", {"ids": [""]}, 400),
        ("/explore/nodes", {"ids": [], "question": "x"}, 400),
        ("/explore/nodes", {"ids": [], "question": {"code": 1}}, 400),
        ("/explore/nodes", {"at": ["petition"]}, 400), ("/explore/nodes", [], 400),
        ("/explore/nodes", {"at": [f"petition:{uid}"]}, 404), ("/explore/expand", {}, 400),
        ("/explore/expand", {"id": uid}, 404), ("/explore/expand", {"id": far, "limit": 51}, 400),
        ("/explore/expand", {"id": far, "order": "oldest"}, 400),
        ("/explore/expand", {"id": far, "type": "None"}, 400),
        ("/explore/expand", {"id": far, "rel": "NAMES"}, 400),
        ("/explore/expand", {"id": far, "filter": {"from": "2021"}}, 400),
        ("/explore/expand", {"id": far, "after": "x", "order": "newest"}, 400),
        ("/explore/layouts", {"nodes": []}, 400), ("/explore/nodes", {"ids": ["\ud800"]}, 400),
        ("/explore/nodes", {"at": [f"case:{n}" for n in range(21)]}, 400),
        ("/explore/expand", {"id": far, "rel": "\ud800"}, 400),
        ("/explore/expand", {"id": "\ud800"}, 400),
        ("/explore/export", {"ids": ["\ud800"], "format": "csv"}, 400),
    ):  # fmt: skip
        answer = user.client.post(path, json=said, headers={"X-CSRFToken": user.token})
        assert (path, said, answer.status_code) == (path, said, status)
        assert answer.get_json()["detail"]
    forged = user.client.post("/explore/nodes", json={"ids": [far]})
    assert forged.status_code == 400
    for path in (f"/explore/expansions?id={uid}", f"/explore/record?id={uid}",
                 "/explore/layouts/none"):  # fmt: skip
        assert user.get(path, headers={"Accept": "application/json"}).status_code == 404
    assert (
        user.get("/explore/expansions", headers={"Accept": "application/json"}).status_code == 400
    )


def test_much_and_little_are_told_alike(
    graph: Graph, tree: Tree, around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a record has much along a way, other statements ask; what they tell is the same."""
    many(graph, tree, around.case, 60)
    here = tree.actor("a1")

    def told() -> tuple[object, ...]:
        first = expanded(graph, here, around.case, order=Order.NEWEST)
        second = expanded(graph, here, around.case, order=Order.NEWEST, after=first.after)
        court = expanded(graph, here, tree.courts["a1"], order=Order.CONNECTED)
        return offered(graph, here, around.case), first, second, court

    little = told()
    assert (little[1].more, len(little[2].answer.nodes)) == (15, 15)  # type: ignore[attr-defined]
    monkeypatch.setattr(statements, "FEW", 0)
    assert told() == little


def test_a_count_goes_no_further_than_its_cap(
    graph: Graph, tree: Tree, around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(graph, tree, around.case, 12)
    monkeypatch.setattr(statements, "CAP", 10)
    got = expanded(graph, tree.actor("a1"), around.case, rel="HAS_ACT", order=Order.NEWEST)
    assert (got.total, got.capped, len(got.answer.nodes)) == (12, False, 12)
    got = expanded(graph, tree.actor("a1"), around.case, rel="HAS_ACT", order=Order.NEWEST, limit=5)
    assert (got.total, got.capped, got.more) == (10, True, 5)


def test_every_statement_starts_from_an_index_and_reads_no_more_than_it_may(
    graph: Graph, tree: Tree, around: Around
) -> None:
    class Planned(Reader):
        """Plans each statement before it runs it."""

        def run(self, cypher: str, /, **parameters: object) -> list[Row]:
            plans.append((cypher, self.plan(cypher, **parameters)))
            return super().run(cypher, **parameters)

    plans: list[tuple[str, list[str]]] = []
    here = tree.actor("a1", INSPECTOR)
    known = (around.petition.uid, around.officer.uid)
    with populated(graph), graph.reading() as tx:
        planned = Planned(tx._transaction)
        expansions(planned, here, around.officer.uid)
        expand(planned, here, around.case.uid, Wish(order=Order.NEWEST, known=known))
        expand(planned, here, tree.courts["a1"].uid, Wish(rel="ENFORCED_BY", limit=1))
        expand(planned, here, around.case.uid, Wish(rel="ABOUT", order=Order.CONNECTED))
    assert len(plans) > 20
    starts = ("NodeUniqueIndexSeek", "NodeIndexSeek", "NodeIndexSeekByRange", "Argument")
    for cypher, plan in plans:
        text = " ".join(plan)
        assert "AllNodesScan" not in text, cypher
        assert "CartesianProduct" not in text, cypher
        assert "NodeByLabelScan" not in text or ":Court" in text, cypher
        assert any(line.startswith(starts) for line in plan), cypher
        if "$scan" in cypher:
            assert any("Limit" in line and "scan" in line for line in plan), cypher
    (indexed,) = [plan for cypher, plan in plans if "USING INDEX" in cypher]
    assert any("c3" in line and "rank" in line for line in indexed)
    assert not any(line.startswith(("Sort", "Top")) for line in indexed)
