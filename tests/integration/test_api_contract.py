"""The API keeps to its own document, whatever it is asked: never a fault, never another shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from app.factory import create_app
from app.sql import db
from config import Settings
from graph.model import types
from graph.records import Op
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.conftest import Store
from tests.integration.people import People
from tests.integration.test_api import ROOT, Program

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
FEW = settings(
    max_examples=4, deadline=None, derandomize=True, database=None,
    phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(scope="module")
def program(
    graph: Graph, sqlite_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """A program with every role, of a court with one petition."""
    settings = Settings(home=tmp_path_factory.mktemp("contract"), database_url=sqlite_store())
    app = create_app(settings, graph)
    tree, people = Tree(graph, "约"), People(app)
    tree.petition("1")
    tree.create("Problem", code=f"{tree.code}-P", name="拖延发放执行款")
    yield Program(people, people.user(*Role, actor=tree.actor("a1")))
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def api_schema(program: Program) -> Any:
    """The document as the program reads it."""
    app = program.client.application
    schema = schemathesis.openapi.from_wsgi("/api/v1/_openapi", app, headers=program.headers)
    return schema.exclude(path_regex="/security/")


@pytest.mark.parametrize("slug", [kind.slug for kind in types().values()])
def test_answers_keep_to_the_document(api_schema: Any, program: Program, slug: str) -> None:
    for found in api_schema.include(path_regex=f"/records/{slug}/").get_all_operations():
        operation = found.ok()

        @FEW
        @given(case=operation.as_strategy())
        def keeps(case: Any) -> None:
            case.call_and_validate(headers=program.headers, checks=CHECKS)

        keeps()


def test_the_search_keeps_to_the_document(api_schema: Any, program: Program) -> None:
    @FEW
    @given(case=api_schema["/api/v1/search"]["GET"].as_strategy())
    def keeps(case: Any) -> None:
        case.call_and_validate(headers=program.headers, checks=CHECKS)

    keeps()


def test_paths_keep_to_the_document(api_schema: Any, program: Program) -> None:
    @FEW
    @given(case=api_schema["/api/v1/paths"]["GET"].as_strategy())
    def keeps(case: Any) -> None:
        case.call_and_validate(headers=program.headers, checks=CHECKS)

    keeps()


names = st.sampled_from([*types()["Petition"].own_fields, *types()["Petition"].refs]) | st.text()
operators = st.sampled_from(list(Op)) | st.text(max_size=5)
values = st.text(max_size=30) | st.dates().map(str) | st.integers().map(str)
filters = st.builds(lambda *parts: ":".join(map(str, parts)), names, operators, values)


@settings(parent=FEW, max_examples=150)
@given(
    filter=st.lists(filters, max_size=3),
    words=st.text(max_size=30),
    order=st.sampled_from(["", "received_on", "-received_on", "rank"]) | st.text(max_size=10),
    cursor=st.just("") | st.text(max_size=40),
    limit=st.just("") | st.integers(-5, 600).map(str) | st.text(max_size=5),
)
def test_no_question_is_a_fault(program: Program, **asked: Any) -> None:
    given = {name: value for name, value in asked.items() if value not in ("", [])}
    answer = program.get(f"{ROOT}/petition/", query_string=given)
    assert answer.status_code in (200, 400), (given, answer.text)
