"""The address of the list that a question to graph.records asks for: pages whose numbers lead to
what they count give the same question to both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from graph.model import Kind, RecordType
from graph.records import Filter, Op, Query
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
    pairs = [pair for each in query.filters for pair in _filter(query.kind, each)]
    if query.anchor is not None:
        slug = f"{query.kind.slug}." if query.anchor.listed_declares else ""
        pairs += [("anchor", slug + query.anchor.ref.name), ("of", query.anchor.uid)]
    pairs += [("without", back.name) for back in query.without]
    path: str = url_for(f"{query.kind.name}View.list")
    return path + ("?" + urlencode(pairs) if pairs else "")


def _filter(kind: RecordType, each: Filter) -> Iterator[tuple[str, str]]:
    several = isinstance(each.value, list | tuple)
    values: list[Any] = list(each.value) if several else [each.value]
    name = f"_flt_{_place(kind, each, len(values))}_{each.name}"
    for value in values:
        yield name, "" if value is None else str(value)


def _place(kind: RecordType, each: Filter, values: int) -> int:
    """The place of the comparison among those that the column has."""
    if each.name in kind.refs:
        offered = MANY if kind.refs[each.name].many else ONE
        several = each.op is Op.RELATED and values > 1
        fitting = [f.op is each.op and (f.arg_name == "in") == several for f in offered]
    else:
        offered = OFFERED.get(kind.field(each.name).kind, WORDS)
        fitting = [f.op is each.op for f in offered]
    return fitting.index(True)
