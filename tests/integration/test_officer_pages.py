"""The officer's pages and API: search, purpose, history, export; each rule also over HTTP."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from graph import records
from graph.model import Link, type_of
from graph.records import Filter, Op, Query
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import PASSWORD, People

WHY = {"purpose": "petition_check", "note": "核查信访反映的拖延"}


class Office:
    """A supervisor of court a1 in a browser, and an officer with a petition and a finding."""

    def __init__(self, people: People, tree: Tree) -> None:
        self.people, self.tree = people, tree
        self.officer = tree.create(
            "Officer", number=f"{tree.code}-甲/1", name="甲某",
            serves=[Link(tree.departments["a1"]["enforcement"].uid, "", "",
                         {"post": "执行员", "from": "2019-01-01"})],
        )  # fmt: skip
        self.petition = tree.petition("1", officers=self.officer.uid, received_on="2021-05-06")
        problem = tree.create("Problem", code=f"{tree.code}-P", name="拖延执行")
        self.finding = tree.create(
            "Finding", number=f"{tree.code}-F", status="alleged", problem=problem.uid,
            at=tree.courts["a1"].uid, attributed_to=self.officer.uid, found_by=self.petition.uid,
        )  # fmt: skip
        self.visitor = self.inside(Role.SUPERVISOR)
        self.page = f"/officers/{quote(self.officer.number)}"
        self.history = f"{self.page}/history"

    def inside(self, *roles: Role, court: str = "a1", officer: str | None = None) -> Any:
        actor = self.tree.actor(court, *roles, officer=officer)
        return self.people.inside(*roles, actor=actor)

    def open(self) -> Any:
        self.visitor.get(self.page)
        return self.visitor.post(self.page, WHY)


@pytest.fixture
def office(people: People, tree: Tree) -> Office:
    return Office(people, tree)


def tags(graph: Graph, tree: Tree, tag: str) -> list[dict[str, Any]]:
    chosen = Query(type_of("AuditEvent"), (Filter("tag", Op.EQUAL, tag),))
    with graph.reading() as tx:
        found = records.find(tx, tree.actor("top"), chosen).rows
    return [json.loads(each.detail) for each in found]


def test_officers_are_found_by_name_number_and_court(office: Office) -> None:
    visitor, number = office.visitor, office.officer.number
    other = office.tree.officer("乙", "b1")
    for query in ("", "?q=甲某", f"?q={quote(number)}", f"?court={office.tree.courts['a1'].uid}"):
        page = visitor.get(f"/officers/{query}")
        assert page.status_code == 200
        assert number in page.text
        assert other.number not in page.text
    items = visitor.get(f"/officers/suggest?q={quote(number)}").json["items"]
    assert [item["id"] for item in items] == [office.officer.uid]
    jump = visitor.get(f"/officers/?officer={office.officer.uid}")
    assert jump.headers["Location"].endswith(office.page)


def test_the_way_from_purpose_to_history_and_back_to_the_same_address(
    graph: Graph, office: Office
) -> None:
    visitor = office.visitor
    wanted = f"{office.history}?lane=petition.officers&from=2021-01-01"
    asked = visitor.get(wanted, follow_redirects=True)
    assert asked.request.path == f"/officers/{office.officer.number}"
    assert 'name="purpose"' in asked.text
    assert "XF1" not in asked.text
    onward = asked.text.split('name="next" value="')[1].split('"')[0].replace("&amp;", "&")
    refused = visitor.post(office.page, {"purpose": "", "note": "短", "next": onward})
    assert refused.status_code == 422
    assert "至少5个字" in refused.text
    assert tags(graph, office.tree, "officer_file:opened") == []
    opened = visitor.post(office.page, WHY | {"next": onward})
    assert opened.headers["Location"] == wanted
    assert tags(graph, office.tree, "officer_file:opened") == [WHY]
    page = visitor.get(wanted)
    assert page.status_code == 200
    assert office.petition.number in page.text
    assert office.finding.number not in page.text


def test_onward_leads_nowhere_else(office: Office) -> None:
    visitor = office.visitor
    visitor.get(office.page)
    for elsewhere in ("https://example.invalid/", "//example.invalid", "/users/list/", ""):
        answer = visitor.post(office.page, WHY | {"next": elsewhere})
        assert answer.headers["Location"] == office.history


def test_the_history_shows_events_numbers_and_posts(office: Office) -> None:
    assert office.open().status_code == 302
    for address in (office.history, office.history + "?view=table"):
        page = office.visitor.get(address)
        assert page.status_code == 200
        for text in (office.petition.number, office.finding.number, "拖延执行", "反映", "执行员"):
            assert text in page.text, (address, text)
    narrowed = office.visitor.get(office.history + "?standing=established").text
    assert office.finding.number not in narrowed
    assert "没有符合条件的记录" in narrowed


def test_an_event_opens_in_the_drawer(office: Office) -> None:
    office.open()
    path = f"{office.history}/finding.attributed_to/{office.finding.uid}?preview=1"
    drawer = office.visitor.get(path)
    assert drawer.status_code == 200
    assert "<html" not in drawer.text
    assert office.finding.number in drawer.text
    assert office.visitor.get(f"{office.history}/petition.officers/none").status_code == 404
    assert office.visitor.get(f"{office.history}/nothing.at_all/x").status_code == 400


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_is_a_file_and_is_recorded(graph: Graph, office: Office, form: str) -> None:
    office.open()
    office.visitor.get(office.history)
    answer = office.visitor.post(f"{office.history}/export?lane=petition.officers", {"form": form})
    assert answer.status_code == 200
    if form == "csv":
        lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(answer.data)).active
        lines = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [line[0] for line in lines] == ["日期", "2021-05-06"]
    assert lines[1][4] == office.petition.number
    (detail,) = tags(graph, office.tree, "officer_file:exported")
    assert (detail["form"], detail["events"]) == (form, 1)
    assert detail["filters"] == {"lane": "petition.officers"}


def test_printing_is_recorded_like_an_export(graph: Graph, office: Office) -> None:
    office.open()
    office.visitor.get(office.history)
    answer = office.visitor.post(f"{office.history}/export", {"form": "print"})
    assert office.finding.number in answer.text
    assert [d["form"] for d in tags(graph, office.tree, "officer_file:exported")] == ["print"]
    assert office.visitor.post(f"{office.history}/export", {"form": "pdf"}).status_code == 400


def test_nothing_leaves_without_an_opening(graph: Graph, office: Office) -> None:
    office.visitor.get(office.page)
    for path in (office.history, f"{office.history}/finding.attributed_to/{office.finding.uid}"):
        answer = office.visitor.get(path, follow_redirects=True)
        assert 'name="purpose"' in answer.text
        assert office.finding.number not in answer.text
    assert office.visitor.post(f"{office.history}/export", {"form": "csv"}).status_code == 403
    assert tags(graph, office.tree, "officer_file:exported") == []


def test_ones_own_file_and_files_out_of_scope(office: Office) -> None:
    me = office.inside(Role.INSPECTOR, officer=office.officer.number)
    page = me.get(office.page)
    assert "本人" in page.text
    assert 'name="purpose"' not in page.text
    assert me.post(office.page, WHY).status_code == 403
    assert office.finding.number not in me.get(office.history).text
    stranger = office.inside(Role.SUPERVISOR, court="b1")
    absent = stranger.get("/officers/没有这个人")
    hidden = stranger.get(office.page)
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert stranger.post(office.page, WHY).status_code == 404


@pytest.mark.parametrize("role", [Role.RECORD_KEEPER, Role.ADMINISTRATOR])
def test_others_have_no_files(office: Office, role: Role) -> None:
    visitor = office.inside(role)
    home = visitor.get("/officers/")
    assert home.status_code in (302, 403)
    assert visitor.get(office.page).status_code in (302, 403)
    answer = visitor.get(office.history)
    assert answer.status_code in (302, 403)
    assert office.finding.number not in answer.text


def test_both_languages(office: Office) -> None:
    office.open()
    page = office.visitor.get(office.history + "?_l_=en").text
    assert "Petitions naming them" in page
    assert "Alleged" in page


class TestApi:
    """The same rules for programs, with problem+json."""

    def ask(self, office: Office, name: str, path: str, **options: Any) -> Any:
        client = office.people.app.test_client()
        sent = {"username": name, "password": PASSWORD, "provider": "db"}
        token = client.post("/api/v1/security/login", json=sent).json["access_token"]
        return client.get(path, headers={"Authorization": f"Bearer {token}"}, **options)

    def test_a_purpose_in_the_address_opens_the_file(self, graph: Graph, office: Office) -> None:
        name = office.visitor.username
        path = f"/api/v1{office.history}"
        refused = self.ask(office, name, path)
        assert (refused.status_code, refused.mimetype) == (403, "application/problem+json")
        assert refused.json["title"] == "PurposeNeeded"
        short = self.ask(office, name, path, query_string={"purpose": "other", "note": "短"})
        assert (short.status_code, set(short.json["errors"])) == (422, {"note"})
        body = self.ask(office, name, path, query_string=WHY).json
        assert body["officer"]["number"] == office.officer.number
        assert {(e["lane"], e["key"], e["since"]) for e in body["events"]} == {
            ("petition.officers", office.petition.number, "2021-05-06"),
            ("finding.attributed_to", office.finding.number, None),
        }
        tallies = {lane["name"]: lane["by_standing"] for lane in body["lanes"]}
        assert tallies["finding.attributed_to"] == {"alleged": 1}
        assert tags(graph, office.tree, "officer_file:opened") == [WHY]
        assert self.ask(office, name, path + "?from=gestern").status_code == 400

    def test_a_cookie_opens_nothing_by_get(self, graph: Graph, office: Office) -> None:
        answer = office.visitor.get(f"/api/v1{office.history}", query_string=WHY)
        assert answer.status_code == 403
        assert tags(graph, office.tree, "officer_file:opened") == []
