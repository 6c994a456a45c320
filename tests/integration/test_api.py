"""The API: every type is listed, read, written; what is wrong is told as problem+json."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from graph.model import type_of, types
from graph.records import cypher
from graph.scope import Role
from tests.conftest import Tree
from tests.integration.people import PASSWORD, People

ROOT = "/api/v1/records"


class Program:
    """A program with a token: asks and sends JSON."""

    def __init__(self, people: People, username: str) -> None:
        self.client: FlaskClient = people.app.test_client()
        sent = {"username": username, "password": PASSWORD, "provider": "db"}
        answer = self.client.post("/api/v1/security/login", json=sent)
        assert answer.status_code == 200, answer.text
        self.headers = {"Authorization": f"Bearer {answer.json['access_token']}"}

    def ask(self, path: str, method: str = "GET", **options: Any) -> Any:
        headers = self.headers | options.pop("headers", {})
        return self.client.open(path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.ask(path, **options)

    def send(self, path: str, body: Any, method: str = "POST") -> Any:
        return self.ask(path, method, json=body)


@pytest.fixture
def program(people: People, tree: Tree) -> Program:
    """A program of court a1 with every role."""
    return Program(people, people.user(*Role, actor=tree.actor("a1")))


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The body of an error, which has the promised shape."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    body: dict[str, Any] = json.loads(answer.text)
    assert body["status"] == status
    assert {"type", "title", "status", "detail"} <= body.keys()
    assert body["detail"]
    return body


@pytest.mark.parametrize("slug", [kind.slug for kind in types().values() if kind.access.read])
def test_every_type_is_listed_and_counted(program: Program, slug: str) -> None:
    body = program.get(f"{ROOT}/{slug}/?count=true&limit=5").json
    assert set(body) == {"type", "items", "next", "previous", "count"}
    assert body["type"] == type_of(slug).name


def test_a_record_is_made_read_changed_and_retired(program: Program, tree: Tree) -> None:
    department = tree.departments["a1"]["enforcement"]
    number = f"{tree.code}（2021）信1号"
    made = program.send(
        f"{ROOT}/petition/", {"values": {"number": number, "handled_by": department.uid}}
    )
    assert made.status_code == 201
    where = made.headers["Location"]
    by_uid, by_key = program.get(where).json, program.get(f"{ROOT}/petition/{quote(number)}").json
    assert by_uid == by_key == made.json
    assert by_uid["values"]["handled_by"]["key"] == department.number

    by_uid["values"]["content"] = "执行款未发放"
    changed = program.send(where, by_uid, "PUT").json
    assert (changed["version"], changed["values"]["content"]) == (2, "执行款未发放")
    assert changed["values"]["handled_by"] == by_uid["values"]["handled_by"]

    sent = {"version": 2, "reason": "重复登记"}
    assert program.send(f"{where}/retire", sent).json["retired_reason"] == "重复登记"
    assert keys(program, tree) == []
    assert keys(program, tree, "&retired=true") == [number]
    assert program.send(f"{where}/reinstate", {"version": 3}).status_code == 200
    assert keys(program, tree) == [number]


def keys(program: Program, tree: Tree, more: str = "") -> list[str]:
    """Keys of the test's petitions."""
    found = program.get(f"{ROOT}/petition/?filter=number:starts:{quote(tree.code)}{more}")
    return [item["key"] for item in found.json["items"]]


def test_the_key_of_a_confidential_chain_has_a_slash(people: People, tree: Tree) -> None:
    officer = tree.officer("甲")
    tree.create("Measure", number=f"{tree.code}-M1", form="reminder", applied_to=officer.uid)
    chain = quote(f"{tree.code_of('a1')}/discipline:1", safe="")
    inspector = Program(people, people.user(Role.INSPECTOR, actor=tree.actor("a1")))
    assert inspector.get(f"{ROOT}/audit_event/{chain}").json["values"]["record_type"] == "Measure"
    administrator = Program(people, people.user(Role.ADMINISTRATOR, actor=tree.actor("a1")))
    problem(administrator.get(f"{ROOT}/audit_event/{chain}"), 404)


def test_a_list_is_one_statement_and_goes_on_by_cursor(
    program: Program, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        tree.petition(str(n), received_on=f"2021-03-0{n + 1}")
    from graph.session import Reader

    ran: list[str] = []
    run = Reader.run

    def counted(self: Reader, cypher: str, /, **parameters: Any) -> Any:
        ran.append(cypher)
        return run(self, cypher, **parameters)

    monkeypatch.setattr(Reader, "run", counted)
    seen, cursor, pages = [], "", 0
    while cursor is not None:
        body = program.get(f"{ROOT}/petition/?limit=2&cursor={cursor}").json
        seen += [item["values"]["received_on"] for item in body["items"]]
        cursor, pages = body["next"], pages + 1
    assert seen == [f"2021-03-0{n}" for n in (5, 4, 3, 2, 1)]
    assert (pages, len(ran)) == (3, 3)
    up = program.get(f"{ROOT}/petition/?order=received_on&limit=1").json["items"]
    assert up[0]["values"]["received_on"] == "2021-03-01"


def test_a_row_sent_back_loses_no_relation(
    program: Program, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    officers = [tree.officer(n).uid for n in "甲乙丙"]
    where = f"{ROOT}/petition/{tree.petition('1', officers=officers).uid}"
    with monkeypatch.context() as few:
        few.setattr(cypher, "LINKS_IN_LIST", 2)
        row = program.get(f"{ROOT}/petition/").json["items"][0]
    assert row["incomplete"] == ["officers"]
    assert "officers" not in row["values"]
    row["values"]["content"] = "改"
    made = program.send(where, row, "PUT").json
    assert len(made["values"]["officers"]) == 3


def test_filters(program: Program, tree: Tree) -> None:
    court, other = (tree.departments["a1"][name] for name in ("enforcement", "review"))
    tree.petition("1", received_on="2021-01-01", channel="visit", content="拖延执行")
    tree.create(
        "Petition", number=f"{tree.code}-XF2", received_on="2021-02-01", channel="letter",
        handled_by=other.uid,
    )  # fmt: skip
    found = {
        said: [key[-1] for key in keys(program, tree, f"&filter={quote(said)}")]
        for said in (
            "received_on:gt:2021-01-15", "received_on:lt:20210115", "channel:in:visit,letter",
            "channel:eq:来访", "content:empty:", "content:contains:拖延",
            f"handled_by:related:{other.uid}", f"handled_by:not_related:{other.uid}",
            "officers:empty", f"handled_by:related:{court.uid},{other.uid}",
        )
    }  # fmt: skip
    assert found == {
        "received_on:gt:2021-01-15": ["2"],
        "received_on:lt:20210115": ["1"],
        "channel:in:visit,letter": ["2", "1"],
        "channel:eq:来访": ["1"],
        "content:empty:": ["2"],
        "content:contains:拖延": ["1"],
        f"handled_by:related:{other.uid}": ["2"],
        f"handled_by:not_related:{other.uid}": ["1"],
        "officers:empty": ["2", "1"],
        f"handled_by:related:{court.uid},{other.uid}": ["2", "1"],
    }


@pytest.mark.parametrize(
    "query",
    [
        "filter=nothing:eq:1",
        "filter=number",
        "filter=number:equals:1",
        "filter=number:eq:",
        "filter=received_on:contains:2021",
        "filter=received_on:gt:soon",
        "filter=received_on:gt:9999-12-31",
        "filter=channel:eq:carrier-pigeon",
        "filter=handled_by:contains:x",
        "filter=went_to_capital:eq:perhaps",
        "order=content",
        "order=-",
        "cursor=nonsense",
        "cursor=WyJyYW5rIiwgbnVsbCwgIngiLCAwXQ",
        "limit=0",
        "limit=501",
        "limit=many",
        "limit=٣",
        "limit=1e3",
        "retired=perhaps",
        "count=perhaps",
        "&".join(["filter=content:filled:"] * 21),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(program: Program, query: str) -> None:
    problem(program.get(f"{ROOT}/petition/?{query}"), 400)


def test_what_is_sensitive_is_masked_and_no_filter(program: Program, tree: Tree) -> None:
    values = {
        "number": f"{tree.code}-P1", "name": "张三", "phone": "13812345678",
        "registered_by": tree.courts["a1"].uid,
    }  # fmt: skip
    made = program.send(f"{ROOT}/party/", {"values": values})
    assert made.json["values"]["phone"] == "138****5678"
    made.json["values"]["name"] = "张三丰"
    assert program.send(made.headers["Location"], made.json, "PUT").status_code == 200
    with tree.graph.reading() as tx:
        stored = tx.one("MATCH (n:Party {uid: $uid}) RETURN n.phone AS phone", uid=made.json["uid"])
    assert stored == {"phone": "13812345678"}
    problem(program.get(f"{ROOT}/party/?filter=phone:starts:138"), 400)


def test_faults_come_by_field_in_the_language_asked_for(program: Program, tree: Tree) -> None:
    sent = {"values": {"number": "", "received_on": "soon", "colour": "red", "officers": ["?"]}}
    said = {
        language: problem(
            program.ask(
                f"{ROOT}/petition/", "POST", json=sent, headers={"Accept-Language": language}
            ),
            422,
        )
        for language in ("zh", "en")
    }
    fields = {"number", "received_on", "colour", "officers", "handled_by"}
    assert set(said["zh"]["errors"]) == set(said["en"]["errors"]) == fields
    assert said["zh"]["errors"]["handled_by"] == "请填写“办理部门”"
    assert said["en"]["errors"]["handled_by"] == "“Handled by” is needed"


def test_a_program_is_answered_as_it_asks_whatever_its_user_reads(
    people: People, tree: Tree
) -> None:
    program = Program(people, people.user(*Role, actor=tree.actor("a1"), language="zh"))
    told = program.get(f"{ROOT}/petition/x", headers={"Accept-Language": "en"})
    assert problem(told, 404)["detail"].startswith("There is no Petition")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 400),
        ("text", 400),
        ({}, 400),
        ({"values": []}, 400),
        ({"values": {"number": {"a": 1}}}, 422),
        ({"values": {"number": ["a"]}}, 422),
        ({"values": {"number": "\ud800"}}, 422),
        ({"values": {"handled_by": 5}}, 422),
        ({"values": {"handled_by": {"uid": 5}}}, 422),
        ({"values": {"handled_by": {"uid": "x", "properties": 5}}}, 422),
        ({"values": {"officers": {"uid": "\ud800"}}}, 422),
        ({"values": {"went_to_capital": 10**30}}, 422),
    ],
)
def test_bodies_of_any_shape_are_told_apart(program: Program, body: Any, status: int) -> None:
    problem(program.send(f"{ROOT}/petition/", body), status)


def test_the_loser_of_two_is_told(program: Program, tree: Tree) -> None:
    where = f"{ROOT}/petition/{tree.petition('1').uid}"
    assert program.send(where, {"version": 1, "values": {"content": "一"}}, "PUT").json
    problem(program.send(where, {"version": 1, "values": {"content": "二"}}, "PUT"), 409)
    problem(program.send(f"{where}/retire", {"version": 1, "reason": "x"}), 409)
    for sent in ({}, {"version": "1"}, {"version": True}):
        told = problem(program.send(where, {"values": {}, **sent}, "PUT"), 422)
        assert set(told["errors"]) == {"version"}
    assert program.get(where).json["values"]["content"] == "一"


def test_a_key_is_taken_once(program: Program, tree: Tree) -> None:
    tree.petition("1")
    values = {"number": f"{tree.code}-XF1", "handled_by": tree.departments["a1"]["review"].uid}
    told = problem(program.send(f"{ROOT}/petition/", {"values": values}), 422)
    assert set(told["errors"]) == {"number"}


def test_out_of_scope_looks_like_not_there(program: Program, tree: Tree) -> None:
    hidden = tree.petition("1", "b1")
    absent = "00000000-0000-7000-8000-000000000000"
    told = {
        key: problem(program.get(f"{ROOT}/petition/{key}"), 404)["detail"]
        for key in (hidden.uid, quote(hidden.number), absent)
    }
    assert told[hidden.uid] == told[absent].replace(absent, hidden.uid)
    for change in (
        program.send(f"{ROOT}/petition/{hidden.uid}", {"version": 1, "values": {}}, "PUT"),
        program.send(f"{ROOT}/petition/{hidden.uid}/retire", {"version": 1, "reason": "x"}),
        program.send(f"{ROOT}/petition/{hidden.uid}/reinstate", {"version": 1}),
    ):
        assert problem(change, 404)["detail"] == told[hidden.uid]


def test_what_does_not_exist(program: Program) -> None:
    problem(program.get(f"{ROOT}/nonsense/"), 404)
    problem(program.get(f"{ROOT}/petition/nonsense/retire"), 404)
    problem(program.ask(f"{ROOT}/petition/nonsense", "DELETE"), 405)
    problem(program.ask(f"{ROOT}/petition/", "PATCH"), 405)


@pytest.mark.parametrize("path", [f"{ROOT}/petition/", "/api/v1/search?q=a", "/api/v1/_openapi"])
def test_who_is_not_known_is_asked_to_log_in(people: People, path: str) -> None:
    client = people.app.test_client()
    problem(client.get(path), 401)
    problem(client.get(path, headers={"Authorization": "Bearer nonsense"}), 401)
    problem(client.post(f"{ROOT}/petition/", json={}), 401)


def test_a_supervisor_reads_and_writes_nothing(people: People, tree: Tree) -> None:
    supervisor = Program(people, people.user(Role.SUPERVISOR, actor=tree.actor("a1")))
    petition = tree.petition("1")
    assert supervisor.get(f"{ROOT}/petition/{petition.uid}").status_code == 200
    problem(supervisor.send(f"{ROOT}/petition/", {"values": {}}), 403)
    problem(supervisor.get(f"{ROOT}/audit_event/"), 403)


def test_a_browser_needs_the_token_of_its_page(people: People, tree: Tree) -> None:
    visitor = people.inside(*Role, actor=tree.actor("a1"))
    where = f"{ROOT}/petition/{tree.petition('1').uid}"
    assert visitor.client.get(where).status_code == 200
    sent = {"version": 1, "values": {"content": "改"}}
    problem(visitor.client.put(where, json=sent), 400)
    with_token = {"X-CSRFToken": visitor.token}
    assert visitor.client.put(where, json=sent, headers=with_token).status_code == 200


def test_search_finds_what_may_be_seen(program: Program, tree: Tree) -> None:
    here, there = tree.petition("771"), tree.petition("772", "b1")
    found = program.get(f"/api/v1/search?q={quote(tree.code)}-XF77").json["items"]
    assert [hit["uid"] for hit in found] == [here.uid]
    assert there.uid not in json.dumps(found)
    named = program.get(f"/api/v1/search?q={quote(tree.code)}&type=court&type=officer").json
    assert {hit["type"] for hit in named["items"]} == {"Court"}
    problem(program.get("/api/v1/search"), 400)
    problem(program.get("/api/v1/search?q=a&type=nonsense"), 400)
    problem(program.get("/api/v1/search?q=a&limit=51"), 400)


def test_the_document_names_what_one_may_use(people: People, tree: Tree) -> None:
    def paths(*roles: Role) -> dict[str, Any]:
        program = Program(people, people.user(*roles, actor=tree.actor("a1")))
        said: dict[str, Any] = program.get("/api/v1/_openapi").json["paths"]
        return said

    keeper, supervisor = paths(Role.RECORD_KEEPER), paths(Role.SUPERVISOR)
    assert {f"{ROOT}/petition/", f"{ROOT}/petition/{{key}}/retire"} <= keeper.keys()
    assert "/api/v1/security/login" in keeper
    assert f"{ROOT}/measure/" not in keeper
    assert set(supervisor[f"{ROOT}/petition/"]) == {"get"}


def test_the_audit_is_read_and_never_written(program: Program, tree: Tree) -> None:
    tree.petition("1")
    event = program.get(f"{ROOT}/audit_event/?limit=1").json["items"][0]
    assert event["values"]["record_key"] == f"{tree.code}-XF1"
    where = f"{ROOT}/audit_event/{event['uid']}"
    problem(program.send(where, {"version": 1, "values": {"actor": "x"}}, "PUT"), 403)
    problem(program.send(f"{where}/retire", {"version": 1, "reason": "x"}), 403)
    problem(program.send(f"{ROOT}/audit_event/", {"values": {}}), 403)
