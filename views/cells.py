"""Values of records as the page's components take them: cells of lists, facts of show pages."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from graph.audit import TAG_NAMES
from graph.duties.parameters import settings
from graph.duties.table import RULES
from graph.model import Field, Kind, Link, Record, RecordType, Ref, types
from graph.model.system import AuditEvent
from graph.text import Text
from views.request import say

LINKS_SHOWN = 4
CLIPPED = 48

PILLS = frozenset(
    {
        *("open", "due-soon", "overdue", "met", "met-late", "waived", "gap"),
        *("alleged", "established", "refuted", "void"),
    }
)
"""Kinds of pills that carry a meaning of their own; another standing is a neutral one."""

PAGES = {"Duty": "DutiesView.duty"}
"""Types with a page of their own, by endpoint; their records are named by number."""

MACRO_KINDS = {
    Kind.INTEGER: "number",
    Kind.AMOUNT: "money",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.MOMENT: "moment",
}
"""How the page's components draw a kind of field; others are text."""


def address(kind: RecordType, key: str, uid: str = "", what: str = "show", **more: Any) -> str:
    """The address of a record's page: by its business key, or its uid where a key can't be one."""
    if kind.name in PAGES and what == "show":
        return url_for(PAGES[kind.name], number=key or uid, **more)
    plain = key and not key.startswith((".", "/")) and "//" not in key and "/." not in key
    return url_for(f"{kind.name}View.{what}", pk=key if plain else uid, **more)


def record_address(record: Record, what: str = "show", **more: Any) -> str:
    """The address of a loaded record's page, or of its form with ``what="edit"``."""
    kind = record.declared
    return address(kind, str(getattr(record, kind.key) or ""), record.uid, what, **more)


def link_address(link: Link, **more: Any) -> str:
    """The address of the record at the other end of a relation."""
    return address(types()[link.label], str(link.key or ""), link.uid, **more)


def column_kind(kind: RecordType, name: str) -> str:
    """Which kind of cell a field or relation is drawn as."""
    ref = kind.refs.get(name)
    if ref is not None:
        return "people" if ref.fields else "links"
    field = kind.fields[name]
    if field.sensitive:
        return "masked"
    if name == kind.standing:
        return "status"
    if field.part_of:  # of a number: 2021, not 2,021
        return "text"
    return "case_no" if name == kind.key else MACRO_KINDS.get(field.kind, "text")


def cell(record: Record, name: str, whole: bool = False) -> Any:
    """A field's or relation's value for its kind of cell; long texts clipped unless ``whole``."""
    kind = record.declared
    if name in kind.refs:
        return linked(kind.refs[name], record.links.get(name, ()), whole)
    if kind.name == "Duty" and name == "summary":
        return _by_rule(record.rule_code, record.summary or "")
    if kind.name == "Parameter" and name == "value":
        return in_words(record)
    return shown(kind, kind.fields[name], record.stands(name), whole)


def in_words(parameter: Record) -> str:
    """What a local parameter is set to: a choice by its label."""
    setting = settings().get(parameter.name)
    value = str(parameter.value or "")
    return say(setting.shown(setting.read(value))) if setting and setting.choices else value


def shown(kind: RecordType, field: Field, value: Any, whole: bool = False) -> Any:
    """A field's value for its kind of cell."""
    if value is None or value == "":
        return ""
    if field.name == kind.standing:
        code = str(value).replace("_", "-")
        pill = code if code in PILLS else "neutral"
        return {"kind": pill, "label": say(field.display(value))}
    plain = field.sensitive or field.part_of
    if field.kind in (Kind.BOOLEAN, Kind.AMOUNT, Kind.INTEGER) and not plain:
        return value
    text = say(_worded(kind, field, value))
    if field.kind is Kind.LONG_TEXT and not whole and len(text) > CLIPPED:
        return text[:CLIPPED] + "…"
    return text


def _worded(kind: RecordType, field: Field, value: Any) -> Text:
    """The value in words; the audit keeps codes for what was done and to which type."""
    if kind.name == AuditEvent.__name__:
        if field.name == "tag" and value in TAG_NAMES:
            return TAG_NAMES[value]
        if field.name == "record_type" and value in types():
            return types()[value].label
    return field.display(value)


def linked(ref: Ref, links: tuple[Link, ...], whole: bool = False) -> list[dict[str, str]]:
    """Links for a cell: the first few, and how many more there are."""
    some = links if whole else links[:LINKS_SHOWN]
    cells = []
    for link in some:
        url = link_address(link)
        title = _by_rule(link.key, link.title) if link.label == "Rule" else link.title
        cells.append({"label": title, "name": title, "url": url,
                      "post": said_of(ref, link)})  # fmt: skip
    if len(links) > len(some):
        more = _("等 %(n)s 项", n=f"{len(links)}")
        cells.append({"label": more, "name": more, "url": "", "post": ""})
    return cells


def _by_rule(code: str, stored: str) -> str:
    """A title that begins with a rule's name, which is stored in Chinese, in the reader's
    language."""
    rule = RULES.get(code)
    return stored.replace(rule.name.zh, say(rule.name), 1) if rule else stored


def said_of(ref: Ref, link: Link) -> str:
    """A relation's own properties in one line: ``执行员 · 2019-03-01 – 至今``."""
    values = {n: say(f.display(link.properties.get(n))) for n, f in ref.fields.items()}
    parts = [v for n, v in values.items() if v and n not in ("from", "to")]
    if values.get("from") or values.get("to"):
        parts.append(f"{values.get('from') or _('起始未注明')} – {values.get('to') or _('至今')}")
    return " · ".join(parts)


def label(kind: RecordType, name: str) -> str:
    """What a field or relation is called."""
    part: Field | Ref = kind.refs[name] if name in kind.refs else kind.field(name)
    return say(part.label)
