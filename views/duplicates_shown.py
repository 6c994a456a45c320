"""Duplicates as the page's templates take them: pairs, two records side by side, merges."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from graph import clock
from graph.errors import BadAddress, Unknown
from graph.model import Link, Record, RecordType, backs, type_of
from graph.model.alike import ALIKE, mergeable
from graph.operations.duplicates import Candidate, Comparison, Merge, Person
from graph.text import Text
from views.cells import address, label, said_of, shown
from views.request import say

WAYS = {
    ALIKE: Text("同名", "Same name"),
    "identity_number": Text("证件号码相同", "Same identity number"),
}


def kind_of(slug: str) -> RecordType:
    """The type, if its records can be merged. Raises BadAddress."""
    try:
        kind = type_of(slug)
    except Unknown:
        raise BadAddress() from None
    if kind not in mergeable():
        raise BadAddress()
    return kind


def to(kind: RecordType, what: str, **arguments: Any) -> str:
    return url_for(f"DuplicatesView.{what}", slug=kind.slug, **arguments)


def common(kind: RecordType, here: str) -> dict[str, Any]:
    """What every page has: the title, and the tabs."""
    ways = ["candidates", *(["identity_number"] if "identity_number" in kind.fields else [])]
    tabs = [
        {"label": say(WAYS[ALIKE if way == "candidates" else way]), "current": here == way,
         "url": to(kind, "candidates", **({} if way == "candidates" else {"by": way}))}
        for way in ways
    ]  # fmt: skip
    tabs.append({"label": _("已合并"), "current": here == "merges", "url": to(kind, "merges")})
    return {
        "title": _("重复的%(type)s", type=say(kind.plural)),
        "kind": kind,
        "say": say,
        "tabs": tabs,
        "list_url": to(kind, "candidates"),
    }


def named(record: Record) -> str:
    """Name and key: two people of one name are told apart by it."""
    return f"{record.name} {getattr(record, record.declared.key)}"


def pair_shown(kind: RecordType, pair: Candidate) -> dict[str, Any]:
    return {
        "people": [_person(kind, pair.one), _person(kind, pair.other)],
        "reasons": [say(text) for text in pair.reasons],
        "doubts": [say(text) for text in pair.doubts],
        "url": to(kind, "compare", kept=pair.one.uid, gone=pair.other.uid),
    }


def _person(kind: RecordType, person: Person) -> dict[str, Any]:
    lines = [say(text) for text in person.lines]
    return {
        "name": person.name,
        "key": person.key,
        "url": address(kind, person.key, person.uid),
        "lines": lines[:3] + (["…"] if len(lines) > 3 else []),
    }


def side_by_side(found: Comparison) -> list[dict[str, Any]]:
    """Fields and own relations of both, sensitive ones masked, and whether they differ."""
    kind = found.kept.declared
    rows = []
    for name in kind.form_columns:
        values = [_value(record, name) for record in (found.kept, found.gone)]
        if any(values):
            rows.append({"label": label(kind, name), "values": values,
                         "differs": values[0] != values[1]})  # fmt: skip
    return rows


def _value(record: Record, name: str) -> list[str]:
    kind = record.declared
    if name in kind.refs:
        return [_linked(kind, name, link) for link in record.links.get(name, ())]
    text = shown(kind, kind.fields[name], getattr(record, name), whole=True)
    return [str(text)] if text != "" else []


def _linked(kind: RecordType, name: str, link: Link) -> str:
    return " · ".join(part for part in (link.title, said_of(kind.refs[name], link)) if part)


def counts(found: Comparison) -> list[dict[str, Any]]:
    """How many relations each of the two has, by way; the gone one's move."""
    kind = found.kept.declared
    named = {back.name: f"{say(back.kind.label)} · {say(back.ref.label)}" for back in backs(kind)}
    ways = [way for way in (*named, *kind.refs) if way in found.counts or way in found.kept_counts]
    return [
        {
            "label": named.get(way) or label(kind, way),
            "kept": found.kept_counts.get(way, 0),
            "gone": found.counts.get(way, 0),
        }
        for way in ways
    ]


def merge_shown(kind: RecordType, merge: Merge) -> dict[str, Any]:
    return {
        "merge": merge,
        "url": address(kind, merge.key, merge.uid),
        "kept_url": address(kind, merge.kept_key, merge.kept_uid),
        "when": clock.minute(merge.at),
    }


def choices(record: Record, name: str) -> dict[str, Any]:
    """A relation of the record itself, for choosing what belongs to the other person."""
    ticked = set(places(name))
    return {
        "name": name,
        "label": label(record.declared, name),
        "items": [
            {"place": place, "label": _linked(record.declared, name, link), "on": place in ticked}
            for place, link in enumerate(record.links.get(name, ()))
        ],
    }


def own_relations(kind: RecordType) -> list[str]:
    return [name for name, ref in kind.refs.items() if ref.many and not ref.derived]


def places(name: str) -> list[int]:
    return [int(said) for said in request.form.getlist(name) if said.isascii() and said.isdigit()]


def typeahead(kind: RecordType) -> str:
    """Where records of the type are offered while typing."""
    for back in backs(kind):
        if back.ref.targets == (kind.name,) and not back.ref.derived:
            return f"/typeahead/{back.name}"
    return ""
