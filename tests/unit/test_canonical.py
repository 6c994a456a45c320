"""The canonical files of every declared type: named, ordered and read by its declaration alone."""

from __future__ import annotations

import pytest

from graph.errors import UnknownFile, WrongHeader
from graph.ingest import canonical
from graph.ingest.canonical import Form, form_named, forms_of, in_order, loadable
from graph.model import RecordType, order, type_of, types

FORMS = [form for kind in loadable() for form in forms_of(kind)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_says_all_that_people_enter_and_nothing_else(form: Form) -> None:
    record = form.mapping().records[0]
    assert len(set(form.columns)) == len(form.columns), "each column once"
    assert form.columns[0] == (form.kind.slug if form.ref else form.kind.key)
    used = {*record.key.columns, *(c for v in record.fields.values() for c in v.columns)}
    for link in record.links:
        used |= {*link.key.columns, *(c for v in link.properties.values() for c in v.columns)}
    assert used == set(form.columns), "every column is used"
    assert not any(form.kind.fields[name].system for name in record.fields)
    assert {column for group in form.needed for column in group} <= set(form.columns)


@pytest.mark.parametrize("kind", loadable(), ids=lambda kind: kind.name)
def test_the_forms_of_a_type_state_each_relation_once(kind: RecordType) -> None:
    stated = [
        (link.ref.name, link.label)
        for form in forms_of(kind) for link in form.mapping().records[0].links
    ]  # fmt: skip
    entered = [
        (name, end) for name, ref in kind.refs.items() if not ref.derived for end in ref.targets
    ]  # fmt: skip
    assert sorted(stated) == sorted(entered)


def test_every_name_leads_to_its_form() -> None:
    for form in FORMS:
        for suffix in canonical.SUFFIXES:
            found = form_named(form.name + suffix)
            assert (found.kind, found.ref) == (form.kind, form.ref)


def test_what_records_are_founded_on_comes_before_them() -> None:
    loaded = in_order()
    assert sorted(f.name for f in loaded) == sorted(f.name for f in FORMS)
    place = {form.kind.name: n for n, form in enumerate(loaded) if form.ref is None}
    for n, form in enumerate(loaded):
        before = {form.kind.name, *form.ref.targets} if form.ref else order.founded_on(form.kind)
        for name in before & place.keys() - {form.kind.name}:
            assert place[name] < n, f"{name} before {form.name}"


def test_types_that_cant_be_made_without_each_other_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A case that needs the petition which needs its department … and the department the case."""
    department, petition = type_of("Department"), type_of("Petition")
    handled = petition.refs["handled_by"]
    monkeypatch.setitem(department.refs, "born_of", type_of("Verification").refs["verifies"])
    assert handled.required
    with pytest.raises(TypeError, match=r"Department → Petition → Department"):
        in_order()


def test_columns_are_what_the_agreement_says() -> None:
    columns = form_named("petition.csv").columns
    assert columns[:1] == ("number",)
    assert {"officers", "about_case.case", "about_case.review", "repeats"} < set(columns)
    assert form_named("officer.csv").columns[:2] == ("number", "name")
    assert form_named("officer.serves.csv.gz").columns == (
        "officer", "department", "post", "from", "to"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("officers.csv", "officer.csv"), ("officer.csv.zip", "officer.serves.csv"),
        ("officer", "officer.csv"), ("officer.served.csv", "officer.serves.csv"),
        ("audit_event.csv", "court.csv"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused_with_those_there_are(file: str, says: str) -> None:
    with pytest.raises(UnknownFile) as told:
        form_named(file)
    assert says in told.value.text.zh
    assert says in told.value.text.en


def test_a_wrong_header_is_refused_with_the_columns_there_are() -> None:
    with pytest.raises(WrongHeader) as told:
        form_named("officer.csv").require("officer.csv", ["number", "age"])
    assert told.value.text.en.startswith(
        "The columns of officer.csv are wrong: missing name; there is no column age; twice —. "
        "There are: number、name、"
    )


def test_what_the_product_keeps_has_no_form() -> None:
    names = {kind.name for kind in loadable()}
    assert not names & {"Import", "AuditEvent"}
    assert names <= types().keys()
