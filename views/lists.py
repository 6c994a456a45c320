"""A list's address as a question to the graph, and the answer as what the page's components take.

    q=…  retired=1  after=<cursor>  anchor=<relation>&of=<uid>   ours
    _flt_<n>_<column>=…  _oc_<View>=<column>&_od_<View>=asc|desc                  FAB's
    page_<View>=n  psize_<View>=n

Nothing in it is trusted: an unknown name or a value that can't be read is answered with a
sentence (400), a page size is one of ``SIZES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from flask import current_app, request, url_for
from flask_appbuilder.models.filters import Filters
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from graph import records
from graph.errors import BadParameter, NotFound, Unknown
from graph.model import Back, Field, Kind, Link, Record, RecordType, backs, types
from graph.records import Anchor, Count, Op, Query
from graph.records.read import COUNT_CAP
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text
from views.cells import cell, column_kind, label, record_address
from views.datamodel import GraphInterface
from views.filters import GraphRelationFilter
from views.request import say

SIZES = (25, 50, 100)
MOST_FILTERS = 20

Arguments = MultiDict[str, str]

FILTER_TYPES = {
    Kind.INTEGER: "number",
    Kind.AMOUNT: "number",
    Kind.DATE: "date",
    Kind.MOMENT: "date",
    Kind.CHOICE: "choice",
    Kind.BOOLEAN: "boolean",
}


@dataclass
class Asked:
    """What an address asks of a list."""

    query: Query
    filters: Filters
    anchor: tuple[str, str] = ("", "")
    """Relation and uid as they stand in the address."""
    size: int = SIZES[1]
    page: int = 0
    links: dict[str, Link] = field(default_factory=dict)
    """The records that filters and anchor name, by uid, as far as they may be seen."""


def asked(
    tx: Reader, actor: Actor, datamodel: GraphInterface, filters: Filters, arguments: Arguments,
    view: str = "", base: Filters | None = None, order: tuple[str, str] | None = None,
    size: int = SIZES[1],
) -> Asked:  # fmt: skip
    """The question in an address: also for exports, which leave out its paging.

    ``filters`` is the request's own set and is filled here; ``base`` always holds besides.
    Raises BadParameter, Unknown, BadCursor with the sentence.
    """
    read_filters(filters, arguments)
    joined = filters.get_joined_filters(base) if base is not None else filters
    query = datamodel.asked(joined)
    query = _ordered(query, datamodel, arguments, view, order)
    size = _size(arguments, view, size)
    page = _number(arguments, f"page_{view}", 0, 0)
    if page * size > COUNT_CAP:
        raise _bad(f"page_{view}", str(page), "列表只能按页码翻到前10000条，请改用筛选或“下一页”",
                   "page numbers go as far as 10,000 rows: filter, or use “next”")  # fmt: skip
    anchor = (arguments.get("anchor", ""), arguments.get("of", ""))
    wanted = [anchor[1], *_named(filters)]
    links = records.links_to(tx, actor, wanted) if any(wanted) else {}
    if anchor[0]:
        query = replace(query, anchor=anchored(datamodel.kind, *anchor, links))
    query = replace(
        query, without=lacking(datamodel.kind, arguments),
        words=arguments.get("q", "").strip(), after=arguments.get("after", ""),
        retired=_switch(arguments, "retired"), limit=size, skip=page * size,
    )  # fmt: skip
    return Asked(query, filters, anchor, size, page, links)


def read_filters(filters: Filters, arguments: Arguments) -> None:
    """Fill FAB's filters from ``_flt_<n>_<column>``. Raises Unknown, BadParameter."""
    filters.clear_filters()
    known = filters.get_search_filters()
    named = [name for name in arguments if name.startswith("_flt_")]
    if len(named) > MOST_FILTERS:
        raise _bad("_flt_", "…", f"最多{MOST_FILTERS}个条件", f"at most {MOST_FILTERS} filters")
    for name in named:
        parts = re.fullmatch(r"_flt_(\d{1,2})_(\w+)", name, re.ASCII)
        if parts is None or parts[2] not in known:
            raise Unknown(what=Text("可筛选的列", "column to filter by"), name=name)
        if int(parts[1]) >= len(known[parts[2]]):
            raise _bad(name, "…", "这一列没有这种比较", "this column has no such comparison")
        filters.add_filter_index(parts[2], int(parts[1]), arguments.getlist(name))


def anchored(kind: RecordType, name: str, uid: str, links: dict[str, Link]) -> Anchor:
    """The anchor in an address: a relation of the listed type (``petition.handled_by``), or of
    the record whose list this is (``handlers``). Raises Unknown, NotFound."""
    if uid not in links:
        raise NotFound(type=Text("记录", "record"), key=uid)
    owner = types()[links[uid].label]
    for back in backs(owner):
        if back.name == name and back.kind is kind:
            return Anchor.by_back(uid, owner, back)
    if name in owner.refs and kind.name in owner.refs[name].targets:
        return Anchor.by_ref(uid, owner, owner.refs[name])
    raise Unknown(what=Text("关系", "relation"), name=name)


def lacking(kind: RecordType, arguments: Arguments) -> tuple[Back, ...]:
    """``without=feedback.covers``: only records that no such relation leads to. Raises Unknown."""
    known = {back.name: back for back in backs(kind)}
    for name in arguments.getlist("without"):
        if name not in known:
            raise Unknown(what=Text("关系", "relation"), name=name)
    return tuple(known[name] for name in dict.fromkeys(arguments.getlist("without")))


def _ordered(
    query: Query, datamodel: GraphInterface, arguments: Arguments, view: str,
    usual: tuple[str, str] | None,
) -> Query:  # fmt: skip
    column = arguments.get(f"_oc_{view}", "")
    direction = arguments.get(f"_od_{view}", "asc" if column else "")
    if not column and usual:
        column, direction = usual
    if not column:
        return query
    if direction not in ("asc", "desc"):
        raise Unknown(what=Text("排序方向", "direction of order"), name=direction)
    return replace(query, order=datamodel.order(column), descending=direction == "desc")


def _size(arguments: Arguments, view: str, usual: int) -> int:
    """The smallest offered size that holds what is asked for; more than the largest is clamped."""
    wanted = _number(arguments, f"psize_{view}", usual, 1)
    return next((size for size in SIZES if size >= wanted), SIZES[-1])


def _number(arguments: Arguments, name: str, usual: int, least: int) -> int:
    text = arguments.get(name, "")
    if not text:
        return usual
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) < least:
        raise _bad(name, text, f"须是不小于{least}的整数", f"a whole number from {least} is needed")
    return int(text)


def _switch(arguments: Arguments, name: str) -> bool:
    text = arguments.get(name, "")
    if text not in ("", "0", "1"):
        raise _bad(name, text, "须是 0 或 1", "write 0 or 1")
    return text == "1"


def _named(filters: Filters) -> list[str]:
    """The uids that relation filters name."""
    return [
        uid
        for each, values in zip(filters.filters, filters.values, strict=True)
        if isinstance(each, GraphRelationFilter) and each.op is not Op.OF_TYPE
        for uid in values
        if uid
    ]


def _bad(name: str, value: str, zh: str, en: str) -> BadParameter:
    return BadParameter(name=name, value=value, why=Text(zh, en))


# --- the page


class Addresses:
    """Variants of the address at hand, from the first page on unless they say otherwise."""

    def __init__(self, view: str) -> None:
        self.view = view
        self.placing = {"after", f"page_{view}"}

    def changed(self, drop: Iterable[str] = (), drop_pair: Any = None, **new: str) -> str:
        """This list with other parameters, from its first page on unless ``after`` is given."""
        gone = {*self.placing, *drop, *new}
        pairs = [(n, v) for n, v in request.args.items(multi=True)
                 if n not in gone and (n, v) != drop_pair]  # fmt: skip
        pairs += [(n, v) for n, v in new.items() if v]
        return request.path + ("?" + urlencode(pairs) if pairs else "")

    def sorted_by(self, column: str, now: str) -> str:
        """The list in the order of a column; again: the other way round."""
        other = "desc" if now == "asc" else "asc"
        return self.changed(**{f"_oc_{self.view}": column, f"_od_{self.view}": other})

    def kept(self) -> list[list[str]]:
        """Parameters that stay when other filters are applied."""
        gone = {*self.placing, "without"}
        return [[n, v] for n, v in request.args.items(multi=True)
                if n not in gone and not n.startswith("_flt_")]  # fmt: skip


def columns(
    kind: RecordType, names: list[str], query: Query | None = None, at: Addresses | None = None
) -> list[dict[str, Any]]:
    """The table's columns, with addresses for sorting where the list has an index for it."""
    made = []
    sortable = GraphInterface(kind).get_order_columns_list() if at else []
    for name in names:
        column: dict[str, Any] = {
            "name": name, "label": label(kind, name), "kind": column_kind(kind, name),
        }  # fmt: skip
        if name in kind.fields and kind.fields[name].kind is Kind.LONG_TEXT:
            column["wide"] = True
        if at and query and name in sortable:
            order = "rank" if name == (kind.dated or kind.key) else name
            now = ("desc" if query.down else "asc") if query.order == order else ""
            column |= {"sorted": now, "sort_url": at.sorted_by(name, now)}
        made.append(column)
    return made


def row(record: Record, names: list[str]) -> dict[str, Any]:
    """One line of the table."""
    return {
        "key": record.uid,
        "url": record_address(record),
        "cells": {name: cell(record, name) for name in names},
        "muted": bool(record.retired_at),
    }


def filter_columns(datamodel: GraphInterface, filters: Filters) -> list[dict[str, Any]]:
    """What the filter panel offers: columns with their comparisons."""
    offered = []
    for name, each in filters.get_search_filters().items():
        column: dict[str, Any] = {
            "name": name, "label": label(datamodel.kind, name), "type": "text",
            "operators": _operators(each),
        }  # fmt: skip
        part = datamodel.kind.refs.get(name) or datamodel.kind.field(name)
        if not isinstance(part, Field):
            column["type"] = "record"
            column["url"] = url_for("TypeaheadView.suggest", name=f"{datamodel.kind.slug}.{name}")
        else:
            column["type"] = FILTER_TYPES.get(part.kind, "text")
            if part.kind is Kind.CHOICE:
                column["choices"] = [[code, say(text)] for code, text in part.choices.items()]
        offered.append(column)
    return offered


def _operators(filters: list[Any]) -> list[list[str]]:
    """Comparisons by their place; one that takes no value is marked by a trailing ``!``."""
    made = [
        [f"{n}{'' if f.needs_value else '!'}", str(f.name)]
        for n, f in enumerate(filters)
        if f.offered
    ]
    if len(filters) == 10:  # a text's are all taken: “equal to” nothing is “empty”
        empty = [(n, _("为空") if f.arg_name == "eq" else _("不为空"))
                 for n, f in enumerate(filters) if f.arg_name in ("eq", "neq")]  # fmt: skip
        made += [[f"{n}!", name] for n, name in empty]
    return made


def active_filters(datamodel: GraphInterface, found: Asked, at: Addresses) -> list[dict[str, Any]]:
    """The filters in force, each with the address that is without it."""
    places = {name: list(each) for name, each in found.filters.get_search_filters().items()}
    active = []
    for name, values in request.args.lists():
        parts = re.fullmatch(r"_flt_(\d+)_(\w+)", name)
        if parts is None:
            continue
        place, column = int(parts[1]), parts[2]
        each = places[column][place]
        for value in values:
            empty = not each.needs_value or not value
            active.append({
                "name": column, "label": label(datamodel.kind, column),
                "operator": f"{place}{'!' if empty else ''}",
                "operator_label": _operator_label(each, empty), "value": value,
                "value_label": "" if empty else _value_label(datamodel, found, column, value),
                "remove_url": at.changed(drop_pair=(name, value)), "fixed": not each.offered,
                "pair": [name, value],
            })  # fmt: skip
    return active + [_without(back, at) for back in found.query.without]


def _without(back: Back, at: Addresses) -> dict[str, Any]:
    """The chip of a relation that the records listed lack."""
    return {
        "name": "without", "label": say(back.label), "operator": "", "operator_label": _("尚无"),
        "value": back.name, "value_label": say(back.kind.label),
        "remove_url": at.changed(drop_pair=("without", back.name)), "fixed": True,
        "pair": ["without", back.name],
    }  # fmt: skip


def _operator_label(each: Any, empty: bool) -> str:
    if not empty or not each.needs_value:
        return str(each.name)
    return _("为空") if each.arg_name in ("eq", "rel_o_m", "rel_m_m") else _("不为空")


def _value_label(datamodel: GraphInterface, found: Asked, column: str, value: str) -> str:
    if column in datamodel.kind.refs and value in datamodel.kind.refs[column].targets:
        return say(types()[value].label)
    if column in datamodel.kind.refs:
        return found.links[value].title if value in found.links else _("无权查看的记录")
    part = datamodel.kind.field(column)
    if part.kind is Kind.CHOICE:
        return say(part.display(value))
    if part.kind is Kind.BOOLEAN:
        return _("是") if value in ("1", "y", "true") else _("否")
    return value


def count_text(count: Count) -> str:
    """How many, in words; beyond the cap only that there are more."""
    if count.capped:
        return _("共 %(n)s 条以上", n="10 000")
    return _("共 %(n)s 条", n=f"{count.value:,}".replace(",", " "))


def sizes(found: Asked, at: Addresses) -> list[dict[str, Any]]:
    """The page sizes on offer."""
    return [
        {"label": size, "current": size == found.size,
         "url": at.changed(**{f"psize_{at.view}": str(size)})}
        for size in SIZES
    ]  # fmt: skip


def export_url(base: str, fmt: str, at: Addresses) -> str:
    """Where the list as asked for can be had as a file; empty where nothing serves it."""
    path = f"{base}/export.{fmt}"
    if not current_app.url_map.bind("localhost").test(path, "GET"):
        return ""
    address = at.changed()
    return path + (address[address.index("?") :] if "?" in address else "")
