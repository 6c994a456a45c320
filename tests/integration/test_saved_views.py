"""Saved views: whose they are, who reads and changes them, and what an address may be."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote

import pytest

from graph import records
from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.model import Record
from graph.operations import saved_views
from graph.operations.saved_views import FOLDER, VIEW
from graph.records import Query
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People


class Readers(NamedTuple):
    """Whose views they are, a colleague, somebody above, elsewhere, and of no court."""

    owner: Actor
    colleague: Actor
    above: Actor
    elsewhere: Actor
    nowhere: Actor


@pytest.fixture
def readers(tree: Tree) -> Readers:
    owner = replace(tree.actor("a1", Role.RECORD_KEEPER), username=f"{tree.code}-主")
    return Readers(
        owner,
        replace(tree.actor("a1", Role.SUPERVISOR), username=f"{tree.code}-同"),
        tree.actor("a", Role.ADMINISTRATOR),
        tree.actor("b1"),
        Actor(f"{tree.code}-无", "无", frozenset(Role)),
    )


def save(graph: Graph, actor: Actor, audience: str = "personal", **values: object) -> Record:
    said = {"name": f"视图{audience}", "address": "/finding/list/?q=x", "audience": audience}
    return saved_views.save(graph, actor, {**said, **values})


def names(graph: Graph, actor: Actor) -> set[str]:
    """What the actor's shelf has, which the general list has too."""
    with graph.reading() as tx:
        shelf = {row["number"] for row in saved_views.shelf(tx, actor).views}
        listed = records.find(tx, actor, Query(VIEW, limit=200)).rows
        counted = records.count(tx, actor, Query(VIEW, limit=200))
    if actor.court:
        assert {each.number for each in listed} == shelf
        assert counted.value == len(shelf)
    return shelf


def test_who_reads_which(graph: Graph, readers: Readers) -> None:
    owner, colleague, above, elsewhere, nowhere = readers
    mine = {a: save(graph, owner, a).number for a in ("personal", "court", "locked")}
    assert names(graph, owner) == set(mine.values())
    assert names(graph, colleague) == {mine["court"], mine["locked"]}
    assert names(graph, above) == names(graph, elsewhere) == set()
    assert not names(graph, nowhere) & set(mine.values())
    with graph.reading() as tx:
        shelf = saved_views.shelf(tx, colleague)
        assert [r["number"] for r in shelf.of_others("locked")] == [mine["locked"]]
        assert shelf.mine == []
        for actor in (colleague, above, nowhere):
            with pytest.raises(NotFound):
                saved_views.view(tx, actor, mine["personal"])
    own = save(graph, nowhere)
    assert own.number in names(graph, nowhere)
    with pytest.raises(Invalid):
        save(graph, nowhere, "court")


def test_who_changes_and_retires_which(graph: Graph, readers: Readers) -> None:
    owner, colleague = readers.owner, readers.colleague
    shared, locked = save(graph, owner, "court"), save(graph, owner, "locked")
    better = saved_views.change(graph, colleague, VIEW, shared.number, 1, {"notes": "看第二页"})
    assert (better.notes, better.version, better.owner) == ("看第二页", 2, owner.username)
    with pytest.raises(Conflict):
        saved_views.change(graph, owner, VIEW, shared.number, 1, {"name": "旧"})
    for values in ({"audience": "personal"}, {"audience": "locked"}):
        with pytest.raises(NotAllowed):
            saved_views.change(graph, colleague, VIEW, shared.number, 2, values)
    with pytest.raises(NotAllowed):
        saved_views.change(graph, colleague, VIEW, locked.number, 1, {"name": "x"})
    for each in (shared, locked):
        with pytest.raises(NotAllowed):
            saved_views.retire(graph, colleague, VIEW, each.number, 1 if each is locked else 2)
    copied = saved_views.copy(graph, colleague, locked.number)
    assert (copied.owner, copied.audience, copied.address) == (
        colleague.username, "personal", locked.address,
    )  # fmt: skip
    assert copied.number not in names(graph, owner)
    saved_views.retire(graph, owner, VIEW, locked.number, 1)
    assert names(graph, owner) == {shared.number}


def test_folders_and_their_views(graph: Graph, readers: Readers) -> None:
    owner, colleague = readers.owner, readers.colleague
    ours = saved_views.make_folder(graph, owner, {"name": "本院", "audience": "court"})
    mine = saved_views.make_folder(graph, owner, {"name": "自己"})
    view = save(graph, owner, "court", folder=ours.uid)
    hidden = save(graph, owner, "court", folder=mine.uid)
    with graph.reading() as tx:
        shelf = saved_views.shelf(tx, colleague)
    assert [each["uid"] for each in shelf.folders] == [ours.uid]
    assert {r["number"]: r["folder"] for r in shelf.views} == {
        view.number: ours.uid, hidden.number: None,
    }  # fmt: skip
    with pytest.raises(NotFound):
        save(graph, colleague, folder=mine.uid)
    with pytest.raises(NotAllowed):
        saved_views.retire(graph, colleague, FOLDER, ours.number, 1)
    saved_views.change(graph, owner, VIEW, view.number, 1, {"folder": ""})
    saved_views.retire(graph, owner, FOLDER, ours.number, 1)
    with graph.reading() as tx:
        assert {row["folder"] for row in saved_views.shelf(tx, owner).views} == {None, mine.uid}


@pytest.mark.parametrize(
    "address",
    ["", "//elsewhere.example/x", "https://elsewhere.example/", "javascript:alert(1)", "/\\x",
     "/a b", "/a\nb", "/" + "x" * 4000],
)  # fmt: skip
def test_an_address_is_a_path_of_this_product(graph: Graph, readers: Readers, address: str) -> None:
    with pytest.raises(Invalid) as caught:
        save(graph, readers.owner, address=address)
    assert set(caught.value.faults) == {"address"}


def test_the_audit_keeps_to_itself_what_is_personal(graph: Graph, readers: Readers) -> None:
    mine = save(graph, readers.owner, name="私事", notes="自己的话")
    ours = save(graph, readers.owner, "court", name="公事")
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (e:AuditEvent) WHERE e.record_uid IN $uids "
            "RETURN e.record_uid AS uid, e.tag AS tag, e.detail AS detail",
            uids=[mine.uid, ours.uid],
        )
    told = {row["uid"]: row for row in rows}
    assert {row["tag"] for row in rows} == {"record:created"}
    assert "私事" not in told[mine.uid]["detail"]
    assert "自己的话" not in told[mine.uid]["detail"]
    assert "公事" in told[ours.uid]["detail"]


def test_a_view_is_kept_opened_and_shared_by_its_pages(tree: Tree, people: People) -> None:
    owner = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    colleague = people.inside(Role.RECORD_KEEPER, actor=tree.actor("a1", Role.RECORD_KEEPER))
    other = people.inside(Role.SUPERVISOR, actor=tree.actor("b1", Role.SUPERVISOR))
    address = "/questions/returned-again?since=&least=2"
    sent = {"name": "退回的信访", "address": address, "audience": "court", "notes": "每周看"}
    head = {"X-CSRFToken": owner.token}
    made = owner.client.post("/views/", json=sent, headers=head)
    assert made.status_code == 201
    assert owner.get(made.json["url"]).headers["Location"] == address
    for text in ("退回的信访", "每周看", owner.username):
        assert text in colleague.get("/views/").text
    assert colleague.get(made.json["url"]).status_code == 302
    assert other.get(made.json["url"]).status_code == 404
    assert "退回的信访" not in other.get("/views/").text
    for bad in ("/nowhere", "/static/zj/icons.svg", "/views/", "/logout/", "https://x.example/",
                "/questions/returned-again/export.csv?since="):  # fmt: skip
        refused = owner.client.post("/views/", json={**sent, "address": bad}, headers=head)
        assert refused.status_code == 422, bad
    owner.get("/questions/returned-again")
    form = {"name": "用表单", "address": address, "audience": "personal", "notes": ""}
    assert owner.post("/views/", form).status_code == 302
    assert "用表单" in owner.get("/views/").text
    assert "用表单" not in colleague.get("/views/").text
    assert owner.post(f"{made.json['url']}/retire", {"version": "1"}).status_code == 302
    assert colleague.get(made.json["url"]).status_code == 404


def test_the_pages_of_questions(tree: Tree, people: People) -> None:
    tree.petition("91", "a1", received_on="2026-01-01", resolution="staged", staged_on="2026-01-02")
    asker = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    library = asker.get("/questions/?q=信访").text
    assert "/questions/returned-again" in library
    assert "/questions/leads-waiting" not in library
    path = "/questions/staged-for-long?since=&days=0"
    page = asker.get(path).text
    assert f"{tree.code}-XF91" in page
    assert "MATCH (t:Petition) USING INDEX" in page
    assert "/explore?question=staged-for-long" in page
    assert asker.get("/questions/leads-waiting").status_code == 404
    csv = asker.get("/questions/staged-for-long/export.csv?since=&days=0")
    assert f"{tree.code}-XF91" in csv.text
    graphml = asker.get("/questions/staged-for-long/export.graphml?since=&days=0").text
    assert f"{tree.code}-XF91" in graphml
    drawn = asker.get("/explore/question?code=staged-for-long&since=&days=0").json
    assert drawn["rows"][0]["petition"]["key"] == f"{tree.code}-XF91"
    assert {node["type"] for node in drawn["nodes"]} == {"Petition", "Department"}
    told = asker.get("/api/v1/questions/staged-for-long?since=&days=0").json
    assert told["rows"] == drawn["rows"]
    taken = asker.client.post(
        "/explore/export", json={"ids": [n["id"] for n in drawn["nodes"]], "format": "xlsx"},
        headers={"X-CSRFToken": asker.token},
    )  # fmt: skip
    assert taken.mimetype.endswith("spreadsheetml.sheet")


def test_a_question_about_people_takes_a_purpose_on_its_page(tree: Tree, people: People) -> None:
    asker = people.inside(Role.SUPERVISOR, actor=tree.actor("a", Role.SUPERVISOR))
    path = "/questions/sharing-revoked-acts"
    assert "请先说明事由" in asker.get(path).text
    asked = asker.get(f"/explore/question?code=sharing-revoked-acts&court={quote(tree.code)}a")
    assert asked.status_code == 403
    assert asked.json["page"].startswith(path)
    assert asker.get(f"{path}/export.csv").status_code == 403
    asker.get(path)
    assert asker.post(path, {"purpose": "inspection", "note": "短"}).status_code == 422
    stated = asker.post(path, {"purpose": "inspection", "note": "按年度计划检查"})
    assert stated.status_code == 302
    assert "请先说明事由" not in asker.get(stated.headers["Location"]).text
    keeper = people.inside(Role.RECORD_KEEPER, actor=tree.actor("a", Role.RECORD_KEEPER))
    assert keeper.get(path).status_code == 404
