"""The data dictionary's pages: every declared type, for every role, in both languages."""

from __future__ import annotations

import pytest

from graph.ingest.canonical import forms_of, loadable
from graph.model import types
from graph.scope import Role
from tests.integration.people import People


@pytest.mark.graph
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_every_role_reads_of_every_type(people: People, role: Role) -> None:
    visitor = people.inside(role)
    overview = visitor.get("/dictionary/").text
    for kind in types().values():
        assert f'href="/dictionary/{kind.slug}"' in overview
        page = visitor.get(f"/dictionary/{kind.slug}")
        assert page.status_code == 200
        shown = [
            *kind.own_fields,
            *kind.refs,
            *(i for f in kind.fields.values() for i in f.choices),
        ]
        assert [name for name in shown if f"<code>{name}</code>" not in page.text] == []


@pytest.mark.graph
def test_english_and_unknown_types(people: People) -> None:
    visitor = people.inside(Role.SUPERVISOR, language="en")
    assert "Enforcing court" in visitor.get("/dictionary/case").text
    assert visitor.get("/dictionary/nothing").status_code in (400, 404)


@pytest.mark.graph
def test_the_template_of_every_type_is_its_header(people: People) -> None:
    visitor = people.inside(Role.RECORD_KEEPER)
    for kind in loadable():
        page = visitor.get(f"/dictionary/{kind.slug}").text
        for form in forms_of(kind):
            address = f"/dictionary/template/{form.name}.csv"
            assert f'href="{address}"' in page
            answer = visitor.get(address)
            assert answer.mimetype == "text/csv"
            assert answer.get_data().decode("utf-8-sig") == ",".join(form.columns) + "\r\n"
    assert "/dictionary/template/" not in visitor.get("/dictionary/audit_event").text
    assert visitor.get("/dictionary/template/audit_event.csv").status_code == 404


@pytest.mark.graph
def test_strangers_are_asked_to_log_in(people: People) -> None:
    assert people.visitor().get("/dictionary/").status_code == 302
