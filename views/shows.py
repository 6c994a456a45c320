"""A record's page: its facts in groups, what hangs on it, what the audit says of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from graph import records
from graph.audit import TAG_NAMES, Tag
from graph.model import Back, Field, Kind, Record, RecordType, Ref, backs, types
from graph.records import Anchor, Query
from graph.records.trail import trail
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text
from views.cells import cell, column_kind, label, link_address, said_of
from views.lists import columns, count_text, row
from views.request import say

ROWS = 5
"""Rows of a related list on a record's page."""

PERSON = "Officer"
"""The type whose records others are about, in the sense of ``RecordType.about``."""


def facts(record: Record, names: list[str], reveal: str) -> list[dict[str, Any]]:
    """The record's fields and single relations by group, those without a value left out of the
    relations only: that a field is empty is a fact. ``reveal``: where masked values are asked
    for."""
    kind = record.declared
    groups: dict[Any, list[dict[str, Any]]] = {}
    for name in names:
        part: Field | Ref = kind.refs.get(name) or kind.field(name)
        if isinstance(part, Ref) and part.many:
            continue
        groups.setdefault(part.group, []).append(_fact(record, name, part, reveal))
    return [
        {"title": say(group) if group else _("基本信息"), "facts": facts}
        for group, facts in groups.items()
    ]


def _fact(record: Record, name: str, part: Field | Ref, reveal: str) -> dict[str, Any]:
    kind = record.declared
    value = cell(record, name, whole=True)
    drawn = column_kind(kind, name)
    if drawn == "masked" and value:
        value = {"text": value, "url": f"{reveal}?field={name}" if reveal else ""}
    return {
        "label": label(kind, name),
        "value": value,
        "kind": drawn,
        "hint": say(part.help) if part.help else "",
        "wide": isinstance(part, Field) and part.kind is Kind.LONG_TEXT,
    }


@dataclass
class Panel:
    """A related list: its first rows, how many there are, where all of them are."""

    name: str
    title: str
    columns: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    count: str = ""
    url: str = ""
    add_url: str = ""


def panels(tx: Reader, actor: Actor, record: Record) -> list[Panel]:
    """One panel for each relation to several records and each relation from others that exists.

    Asked for are only the lists that have a record, whoever may read it: a court has some forty.
    """
    made = own_panels(record)
    there = records.leading_here(tx, record)
    for back in shown_backs(record.declared, actor):
        if back.name not in there:
            continue
        panel = _back(tx, actor, record, back)
        if panel:
            made.append(panel)
    return made


def own_panels(record: Record) -> list[Panel]:
    """Panels of what was read with the record: nothing more is asked, so previews have them."""
    refs = record.declared.refs.values()
    return [_own(record, ref) for ref in refs if ref.many and record.links[ref.name]]


def shown_backs(kind: RecordType, actor: Actor) -> list[Back]:
    """The relations from others that a page shows. What is about a person is no list on the
    person's page: it opens in the officer's file, for a recorded purpose."""
    return [
        back
        for back in backs(kind)
        if actor.may_read(back.kind)
        and not (kind.name == PERSON and back.ref.name in back.kind.guarded)
    ]


def _own(record: Record, ref: Ref) -> Panel:
    """A relation's records as they were read with the record, with what the relation says."""
    links = record.links[ref.name]
    columns = [{"name": "title", "label": say(ref.label), "kind": "text"}]
    if len(ref.targets) > 1:
        columns.append({"name": "type", "label": _("类型"), "kind": "text"})
    if ref.fields:
        columns.append({"name": "said", "label": _relation_label(ref), "kind": "text"})
    rows = [
        {
            "key": link.uid,
            "url": link_address(link),
            "cells": {
                "title": link.title,
                "type": say(types()[link.label].label),
                "said": said_of(ref, link),
            },
        }
        for link in links[:ROWS]
    ]
    url = ""
    if len(ref.targets) == 1 and len(links) > ROWS:
        url = list_address(types()[ref.targets[0]], anchor=ref.name, of=record.uid)
    count = _("%(n)s 条以上", n=len(links)) if len(links) >= 500 else str(len(links))
    return Panel(ref.name, say(ref.label), columns, rows, count, url)


def _relation_label(ref: Ref) -> str:
    return " · ".join(say(field.label) for field in ref.fields.values())


def _back(tx: Reader, actor: Actor, record: Record, back: Back) -> Panel | None:
    """Records of another type that lead here; None where there is none in sight."""
    query = Query(back.kind, anchor=Anchor.by_back(record.uid, record.declared, back), limit=ROWS)
    page = records.find(tx, actor, query)
    if not page.rows:
        return None
    count = str(len(page.rows))
    if page.next:
        counted = records.count(tx, actor, query)
        count = count_text(counted)
    names = [n for n in back.kind.list_columns if n != back.ref.name]
    return Panel(
        back.name,
        say(back.label),
        columns(back.kind, names),
        [row(each, names) for each in page.rows],
        count,
        list_address(back.kind, anchor=back.name, of=record.uid),
        add_address(back, record, actor),
    )


def list_address(kind: RecordType, **arguments: str) -> str:
    """The address of a type's list."""
    return url_for(f"{kind.name}View.list", **arguments)


def add_address(back: Back, record: Record, actor: Actor) -> str:
    """Where a record is added that leads here from the start; empty for who may not add one, and
    for a relation that only the product writes."""
    if back.ref.derived or not actor.may_write(back.kind):
        return ""
    return url_for(f"{back.kind.name}View.add", **{back.ref.name: record.uid})


def additions(record: Record, actor: Actor) -> list[dict[str, str]]:
    """What may be added to this record: one entry a relation from another type."""
    found = [
        {"label": f"{say(back.kind.label)} · {say(back.ref.label)}", "url": url}
        for back in shown_backs(record.declared, actor)
        if (url := add_address(back, record, actor))
    ]
    return found


def events(tx: Reader, actor: Actor, record: Record) -> list[dict[str, Any]]:
    """The record's latest audit events in words; none for who reads no audit."""
    return [_event(record.declared, each) for each in trail(tx, actor, record.uid)]


def _event(kind: RecordType, event: Record) -> dict[str, Any]:
    detail = json.loads(event.detail or "{}")
    names = [label(kind, name) for name in detail if name in kind.fields or name in kind.refs]
    known = event.tag in {str(tag) for tag in Tag}
    return {
        "what": say(TAG_NAMES[Tag(event.tag)]) if known else event.tag,
        "who": event.actor,
        "when": say(type(event).happened_at.display(event.happened_at)),
        "fields": say(Text("、", ", ")).join(names[:8]) + (" …" if len(names) > 8 else ""),
        "reason": detail.get("reason", ""),
        "url": link_of(event),
    }


def link_of(event: Record) -> str:
    """The page of an audit event."""
    return url_for("AuditEventView.show", pk=event.uid)


def file_url(record: Record) -> str:
    """Where a person's whole file is opened, for a purpose; empty for who may open none."""
    view = "OfficerFileView"
    if record.declared.name != PERSON or f"{view}.officer" not in current_app.view_functions:
        return ""
    if not current_app.appbuilder.sm.has_access("can_open", view):
        return ""
    return url_for(f"{view}.officer", number=getattr(record, record.declared.key))


OVERVIEWS = {
    "Court": ("CourtPageView.court", "code"),
    "Problem": ("ProblemMapView.problem", "code"),
    "Topic": ("ProblemMapView.topic", "name"),
}
"""Types whose records have a page of what happened there: its endpoint and parameter."""


def overview_url(record: Record) -> str:
    """Where what happened at the court, or with the problem, is told; empty for other types."""
    endpoint, name = OVERVIEWS.get(record.declared.name, ("", ""))
    if endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, **{name: getattr(record, record.declared.key)})


def reveal_url(record: Record) -> str:
    """Where a masked value is asked for; empty where nothing serves it."""
    path = f"/records/{record.declared.slug}/{record.uid}/reveal"
    return path if current_app.url_map.bind("localhost").test(path, "POST") else ""
