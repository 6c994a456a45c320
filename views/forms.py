"""Forms of records, made from their declarations.

A form keeps what was typed, as it was typed: what a value has to be is checked in graph/, and
comes back as a sentence per field. So a refused form is shown again with nothing lost.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Form, SelectField, StringField, TextAreaField
from wtforms import Field as FormField

from graph import records
from graph.clock import SHANGHAI
from graph.model import Field, Kind, Link, Record, RecordType, Ref, type_of
from graph.model.fields import as_links
from graph.records.values import BadValue, read_value
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text
from views.cells import label
from views.request import say

MOST_ROWS = 500


class LinksField(FormField):
    """The records that a relation leads to: one uid a value."""

    data: tuple[Link, ...]

    def process_data(self, value: Any) -> None:
        self.data = as_links(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tuple(Link(uid, "", uid) for uid in valuelist if uid)


class LinkRowsField(FormField):
    """Records with what the relation itself says, one row each: ``handlers-0-record``,
    ``handlers-0-role``. A row without a record stays if anything was typed into it."""

    data: tuple[Link, ...]

    def __init__(self, *args: Any, ref: Ref, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ref = ref

    def process(self, formdata: Any, data: Any = (), extra_filters: Any = None) -> None:  # noqa: ARG002
        self.process_errors = []
        self.data = as_links(data)
        if formdata is not None:
            self.data = self._rows(formdata)

    def _rows(self, formdata: Any) -> tuple[Link, ...]:
        typed: dict[int, dict[str, str]] = defaultdict(dict)
        for name in formdata:
            parts = re.fullmatch(rf"{self.name}-(\d{{1,4}})-(\w+)", name)
            if parts and (parts[2] == "record" or parts[2] in self.ref.fields):
                typed[int(parts[1])][parts[2]] = formdata.get(name).strip()
        rows = []
        for _place, said in sorted(typed.items())[:MOST_ROWS]:
            uid = said.pop("record", "")
            properties = {n: v for n, v in said.items() if v}
            if uid or properties:
                rows.append(Link(uid, "", uid, properties))
        return tuple(rows)


class RecordForm(Form):
    """Base of all generated forms."""

    record_type: RecordType

    def fill(self, record: Record) -> None:
        """Put what the form says into the record. An unticked box says “no” only where something
        was said before, or the record is new: what nobody knows stays unknown."""
        for name, field in self._fields.items():
            value = field.data
            if isinstance(field, BooleanField):
                unknown = record.version is not None and getattr(record, name) is None
                value = None if unknown and not value else bool(value)
            setattr(record, name, value)

    def refuse(self, faults: Mapping[str, Text]) -> list[dict[str, str]]:
        """Put the sentences beside their fields; returns all of them for the head of the form."""
        summary = []
        for name, text in faults.items():
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, say(text)]
            known = name in self.record_type.fields or name in self.record_type.refs
            shown = label(self.record_type, name) if known else name
            summary.append({"name": name, "label": shown, "text": say(text)})
        return summary


def form_class(kind: RecordType, names: list[str]) -> type[RecordForm]:
    """The form of a type with these fields and relations."""
    members: dict[str, Any] = {"record_type": kind}
    for name in names:
        ref = kind.refs.get(name)
        if ref is None:
            members[name] = _control(kind.field(name))
        elif ref.fields:
            members[name] = LinkRowsField(ref=ref)
        else:
            members[name] = LinksField()
    return type(f"{kind.name}Form", (RecordForm,), members)


def _control(field: Field) -> Any:
    if field.kind is Kind.BOOLEAN:
        return BooleanField(default=field.initial)
    if field.kind is Kind.LONG_TEXT:
        return TextAreaField(default=field.initial)
    if field.kind is Kind.CHOICE:
        return SelectField(choices=[], default=field.initial, validate_choice=False)
    return StringField(default=field.initial)


# --- what the template draws


def groups(
    form: RecordForm, known: Mapping[str, Link], notes: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The form's fields by group, with everything that the template needs to draw them.

    ``notes``: by field, what to say beside it (what another user saved meanwhile).
    """
    made: dict[Text | None, list[dict[str, Any]]] = {}
    for name, field in form._fields.items():
        part: Field | Ref = form.record_type.refs.get(name) or form.record_type.field(name)
        drawn = {
            "name": name,
            "label": say(part.label),
            "required": part.required,
            "hint": say(part.help) if part.help else "",
            "errors": [str(error) for error in field.errors],
            "note": notes.get(name, ""),
        }
        drawn |= _drawn(part, form, field, known)
        made.setdefault(part.group, []).append(drawn)
    return [{"title": say(group) if group else "", "fields": f} for group, f in made.items()]


def _drawn(
    part: Field | Ref, form: RecordForm, field: Any, known: Mapping[str, Link]
) -> dict[str, Any]:
    if isinstance(part, Ref):
        url = f"{form.record_type.slug}.{part.name}"
        chosen = [_chosen(link, known) for link in field.data]
        if not part.fields:
            return {"control": "records", "typeahead": url, "many": part.many, "value": chosen}
        rows = [
            {"record": [who] if who["id"] else [], "values": typed_of(part, link)}
            for who, link in zip(chosen, field.data, strict=True)
        ]
        return {"control": "rows", "typeahead": url, "rows": rows, "columns": _inner(part)}
    return {
        "control": CONTROLS[part.kind],
        "value": field.data if part.kind is Kind.BOOLEAN else typed(part, field.data),
        "choices": [[code, say(text)] for code, text in part.choices.items()],
        "max_length": part.max_length or "",
    }


CONTROLS = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "long",
    Kind.CASE_NUMBER: "text",
    Kind.INTEGER: "number",
    Kind.AMOUNT: "number",
    Kind.BOOLEAN: "box",
    Kind.DATE: "date",
    Kind.MOMENT: "text",
    Kind.CHOICE: "choice",
}


def _inner(ref: Ref) -> list[dict[str, Any]]:
    """The relation's own fields, as controls of a row."""
    return [
        {
            "name": name, "label": say(field.label), "control": CONTROLS[field.kind],
            "choices": [[code, say(text)] for code, text in field.choices.items()],
        }
        for name, field in ref.fields.items()
    ]  # fmt: skip


def _chosen(link: Link, known: Mapping[str, Link]) -> dict[str, str]:
    found = known.get(link.uid, link)
    sub = say(type_of(found.label).label) if found.label else ""
    return {"id": link.uid, "title": found.title, "sub": sub}


def titles(form: RecordForm, record: Record, tx: Reader, actor: Actor) -> dict[str, Link]:
    """The chosen records by uid, read in one statement; those that the record leads to already
    need none."""
    known = {link.uid: link for links in record.links.values() for link in links if link.label}
    wanted = {
        link.uid
        for field in form._fields.values()
        if isinstance(field, LinksField | LinkRowsField)
        for link in field.data
    }
    missing = sorted(uid for uid in wanted - known.keys() if uid)
    return known | (records.links_to(tx, actor, missing) if missing else {})


def typed(field: Field, value: Any) -> str:
    """A value as it would be typed; what was typed is given back as it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if field.kind is Kind.AMOUNT:
        return f"{value:.2f}"
    if field.kind is Kind.MOMENT:
        return value.astimezone(SHANGHAI).isoformat(sep=" ", timespec="seconds")
    return str(value)


def typed_of(ref: Ref, link: Link) -> dict[str, str]:
    """What a relation itself says, as it would be typed."""
    return {name: typed(field, link.properties.get(name)) for name, field in ref.fields.items()}


# --- two at once


def seen(record: Record, names: list[str]) -> str:
    """What a form was opened with, as a mark per field: enough to tell later who changed what."""
    return json.dumps({n: mark(record.declared, n, value(record, n)) for n in names})


def value(record: Record, name: str) -> Any:
    """A field's value or a relation's links."""
    return record.links.get(name, ()) if name in record.declared.refs else getattr(record, name)


def mark(kind: RecordType, name: str, said: Any) -> str:
    """A short digest of a value: equal for what would be stored alike, however it was typed."""
    if name in kind.refs:
        ref = kind.refs[name]
        ends = [
            [link.uid, {n: _plain(ref.fields[n], v) for n, v in link.properties.items()}]
            for link in as_links(said)
        ]
        plain = json.dumps(sorted(ends, key=str), sort_keys=True)
    else:
        plain = _plain(kind.field(name), said)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def _plain(field: Field, said: Any) -> str:
    try:
        stored = read_value(field, said)
    except BadValue:
        stored = said
    if field.kind is Kind.BOOLEAN:
        return str(bool(stored))
    return "" if stored is None else str(stored)
