"""The address of the list that a question to graph.records asks for: pages whose numbers lead to
what they count give the same question to both."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from graph.model import Kind, RecordType, type_of
from graph.records import Op, Query
from views.filters import CODES, DAYS, FLAGS, MANY, NUMBERS, ONE, WORDS, GraphFilter

OFFERED: dict[Kind, list[type[GraphFilter]]] = {
    Kind.CHOICE: CODES,
    Kind.DATE: DAYS,
    Kind.MOMENT: DAYS,
    Kind.BOOLEAN: FLAGS,
    Kind.INTEGER: NUMBERS,
    Kind.AMOUNT: NUMBERS,
}


def list_url(query: Query) -> str:
    """The list of exactly these records, from its first page."""
    label = query.kind.name
    parts = [_filter(label, each.name, each.op, *_said(each.value)) for each in query.filters]
    pairs = []
    if query.anchor is not None:
        slug = f"{query.kind.slug}." if query.anchor.listed_declares else ""
        pairs += [("anchor", slug + query.anchor.ref.name), ("of", query.anchor.uid)]
    pairs += [("without", back.name) for back in query.without]
    asked = "&".join(filter(None, [*parts, urlencode(pairs)]))
    path: str = url_for(f"{label}View.list")
    return path + ("?" + asked if asked else "")


def _said(value: Any) -> tuple[str, ...]:
    """One value, or several, as an address says them."""
    values = value if isinstance(value, list | tuple) else [value]
    return tuple("" if each is None else str(each) for each in values)


@lru_cache(maxsize=4096)
def _filter(label: str, name: str, op: Op, *values: str) -> str:
    """A condition as an address says it. A map asks for some hundreds of lists that have most of
    theirs in common."""
    asked = f"_flt_{_place(type_of(label), name, op, len(values))}_{name}"
    return urlencode([(asked, value) for value in values])


def _place(kind: RecordType, name: str, op: Op, values: int) -> int:
    """The place of the comparison among those that the column has."""
    if name in kind.refs:
        offered = MANY if kind.refs[name].many else ONE
        several = op is Op.RELATED and values > 1
        fitting = [f.op is op and (f.arg_name == "in") == several for f in offered]
    else:
        offered = OFFERED.get(kind.field(name).kind, WORDS)
        fitting = [f.op is op for f in offered]
    return fitting.index(True)
