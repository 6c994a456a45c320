"""A new record type is one class and one migration: from them it is everywhere, and gone again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from flask import Flask

from app import sql
from app.factory import create_app
from app.sql import db
from config import Settings
from graph import dictionary, schema
from graph.migrate import FILES, migrate
from graph.model import Domain, Field, Kind, Record, Ref, Sensitivity, forget, type_of, types
from graph.progress import Progress
from graph.scope import Role
from graph.server import QUICK_START, LocalServer
from graph.session import Graph
from graph.text import Text
from tests.conftest import Tree
from tests.integration.people import People, Visitor


def declare() -> type[Record]:
    """The one class."""

    class JudicialAdvice(Record):
        """Judicial advice to a department, about a case."""

        names = Text("司法建议书", "Judicial advice")
        plural = Text("司法建议书", "Judicial advice")
        lede = Text("就案件发出的司法建议。", "Judicial advice about cases.")
        domain = Domain.FEEDBACK
        key = "number"
        dated = "sent_on"
        home = ("addressed_to",)
        number = Field(
            Kind.TEXT, "建议编号", "Advice number", required=True, unique=True, search=True,
            listed=True,
        )  # fmt: skip
        sent_on = Field(Kind.DATE, "发出日期", "Sent", listed=True)
        gist = Field(Kind.LONG_TEXT, "要旨", "Gist", search=True, listed=True)
        contact = Field(Kind.TEXT, "联系人电话", "Contact", sensitive=Sensitivity.PHONE)
        addressed_to = Ref(
            "Department", "ADVISED_TO", "送达部门", "Addressed to", required=True, listed=True,
            back=Text("收到的司法建议", "Advice received"),
        )  # fmt: skip
        concerns_case = Ref(
            "Case", "ADVISED_ABOUT", "涉及案件", "About", many=True,
            back=Text("就此案的司法建议", "Advice about it"),
        )  # fmt: skip

    return JudicialAdvice


def write_migration(folder: Path) -> Path:
    """The one migration: the statements that the declarations ask for."""
    names = [item.name for item in schema.of_type(type_of("JudicialAdvice"))]
    file = folder / "V900__judicial_advice.cypher"
    file.write_text(schema.script(names), encoding="utf-8")
    return folder


class World(NamedTuple):
    """A graph and an application of this module's own, made after the type was declared."""

    graph: Graph
    app: Flask
    tree: Tree
    keeper: Visitor
    supervisor: Visitor


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Its own server: the type must leave no trace in that of the other tests."""
    home = tmp_path_factory.mktemp("new-type")
    declare()
    server = LocalServer(home / "neo4j", options=QUICK_START, port=0)
    try:
        connection = server.start(Progress())
        added = write_migration(tmp_path_factory.mktemp("migration"))
        migrate(connection, Progress(), [*FILES, added])
        graph = Graph(connection)
        app = create_app(Settings(home=home), graph)
        sql.migrate(app, Progress())
        people, tree = People(app), Tree(graph, "新")
        keeper = people.inside(Role.RECORD_KEEPER, actor=tree.actor("top", Role.RECORD_KEEPER))
        supervisor = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
        yield World(graph, app, tree, keeper, supervisor)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        graph.close()
    finally:
        forget("JudicialAdvice")
        server.stop()


@pytest.fixture(scope="module")
def advice(world: World) -> str:
    """Advice entered through the form; its number."""
    tree = world.tree
    case = tree.case("1")
    world.keeper.get("/judicial_advice/add")
    said = {
        "number": "建〔2021〕1号", "sent_on": "20210630", "gist": "建议规范案款发放流程",
        "contact": "13812345678", "addressed_to": tree.departments["a1"]["enforcement"].uid,
        "concerns_case": case.uid,
    }  # fmt: skip
    answer = world.keeper.post("/judicial_advice/add", said)
    assert answer.status_code == 302, answer.text
    return said["number"]


def test_constraints_and_indexes_are_live(world: World) -> None:
    with world.graph.reading() as tx:
        assert schema.drift(tx) == []
        made = {f"judicial_advice_{name}" for name in ("number", "by_c2_rank", "words")}
        assert made <= schema.live(tx).keys()


def test_it_is_in_the_menu_with_its_list(world: World, advice: str) -> None:
    page = world.keeper.get("/judicial_advice/list/").text
    assert 'href="/judicial_advice/list/"' in world.keeper.get("/petition/list/").text
    assert advice in page
    for text in ("建议编号", "发出日期", "要旨", "送达部门", "登记司法建议书"):
        assert text in page, text
    assert advice in world.keeper.get("/judicial_advice/list/?q=案款发放").text
    assert advice not in world.keeper.get("/judicial_advice/list/?_flt_0_sent_on=2021-01-01").text


def test_its_form_finds_records_as_one_types(world: World) -> None:
    page = world.keeper.get("/judicial_advice/add").text
    assert "/typeahead/judicial_advice.addressed_to" in page
    department = world.tree.departments["a1"]["enforcement"]
    url = f"/typeahead/judicial_advice.addressed_to?q={quote(department.name)}"
    assert [i["id"] for i in world.keeper.get(url).json["items"]] == [department.uid]
    refused = world.keeper.post("/judicial_advice/add", {"sent_on": "31.12."})
    assert refused.status_code == 422
    for name in ("number", "sent_on", "addressed_to"):
        assert f'id="{name}-error"' in refused.text


def test_it_is_on_the_pages_of_both_ends(world: World, advice: str) -> None:
    tree = world.tree
    department = tree.departments["a1"]["enforcement"]
    here = world.keeper.get(f"/judicial_advice/show/{quote(advice)}").text
    assert department.name in here
    assert "执1号" in here
    for page in (f"/department/show/{department.uid}", f"/case/show/{quote(_case(tree))}"):
        assert advice in world.keeper.get(page).text
    assert "收到的司法建议" in world.keeper.get(f"/department/show/{department.uid}").text
    of = f"/judicial_advice/list/?anchor=judicial_advice.addressed_to&of={department.uid}"
    assert advice in world.keeper.get(of).text


def _case(tree: Tree) -> str:
    return f"（2021）{tree.code_of('a1')}执1号"


def test_its_sensitive_field_is_masked_and_revealed_for_a_reason(world: World, advice: str) -> None:
    page = world.keeper.get(f"/judicial_advice/show/{quote(advice)}").text
    assert "138****5678" in page
    assert "13812345678" not in page
    uid = world.keeper.get("/api/v1/records/judicial_advice/").json["items"][0]["uid"]
    asked = {"field": "contact", "reason": "核对"}
    answer = world.keeper.post(f"/records/judicial_advice/{uid}/reveal", asked)
    assert answer.json == {"value": "13812345678"}


def test_rights_and_scope_follow_from_it(world: World, advice: str) -> None:
    assert world.supervisor.get(f"/judicial_advice/show/{quote(advice)}").status_code == 200
    assert world.supervisor.get("/judicial_advice/add").status_code == 403
    people, tree = People(world.app), world.tree
    elsewhere = people.inside(Role.SUPERVISOR, actor=tree.actor("b1", Role.SUPERVISOR))
    assert elsewhere.get(f"/judicial_advice/show/{quote(advice)}").status_code == 404
    assert advice not in elsewhere.get("/judicial_advice/list/").text


def test_it_is_in_the_dictionary(world: World) -> None:
    page = world.keeper.get("/dictionary/judicial_advice")
    assert page.status_code == 200
    assert "司法建议书" in page.text
    assert "Advice number" in dictionary.markdown()


def test_the_api_serves_it(world: World, advice: str) -> None:
    items = world.keeper.get("/api/v1/records/judicial_advice/").json["items"]
    assert [item["key"] if "key" in item else item["fields"]["number"] for item in items] == [
        advice
    ]
    assert "JudicialAdvice" in world.keeper.get("/api/v1/_openapi").text


def test_it_is_exported_and_found(world: World, advice: str) -> None:
    file = world.keeper.get("/judicial_advice/export.csv").get_data(as_text=True)
    assert advice in file
    assert "13812345678" not in file
    assert advice in world.keeper.get(f"/search?q={quote('案款发放')}", follow_redirects=True).text


def test_its_changes_are_audited(world: World, advice: str) -> None:
    with world.graph.reading() as tx:
        rows = tx.run(
            "MATCH (e:AuditEvent {record_type: 'JudicialAdvice', record_key: $key}) "
            "RETURN e.tag AS tag",
            key=advice,
        )
    assert "record:created" in {row["tag"] for row in rows}


def test_it_was_declared_for_this_module_only(world: World) -> None:
    assert "JudicialAdvice" in types()
    forget("JudicialAdvice")
    try:
        with world.graph.reading() as tx:
            left = [line for line in schema.drift(tx) if "judicial_advice" in line]
        assert left
        assert all(line.startswith("not declared") for line in left)
    finally:
        declare()
