"""The page of a record's accountability chain: the picture, and the same as a table."""

from __future__ import annotations

from typing import Any

from flask import g, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.model import type_of
from graph.operations.chain import chain
from graph.scope import Role
from views.chain_shape import shape
from views.request import current_actor, reader, say

Rights = dict[Role, set[tuple[str, str]]]


class ChainView(BaseView):
    """From the event to what came of it, with what should be there and isn't."""

    route_base = "/chain"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("/<kind>/<path:key>", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self, kind: str, key: str) -> Any:
        """The chain of one record; out of scope and absent look alike."""
        declared = type_of(kind)
        g.place = url_for(f"{declared.name}View.list")
        found = chain(reader(), current_actor(), declared, key)
        data = shape(found)
        return self.render_template(
            "zj/chain.html",
            title=_("责任链：%(title)s", title=found.subject.title),
            data=data,
            kind=declared,
            say=say,
            list_url=g.place,
            columns=_columns(),
            rows=_rows(data),
            gaps=sum(node["missing"] for node in data["nodes"]),
            again=sum(bool(link["recurrence"]) for link in data["links"]),
            api_url=url_for("ChainApi.chain", kind=declared.slug, key=key),
        )


def _columns() -> list[dict[str, Any]]:
    named = [
        ("record", _("记录"), "text"),
        ("stage", _("阶段"), "text"),
        ("body", _("机构"), "text"),
        ("date", _("日期"), "text"),
        ("standing", _("状态"), "status"),
        ("people", _("人员及当日岗位"), "people"),
        ("after", _("承接"), "text"),
        ("lines", _("要点"), "text"),
    ]
    return [{"name": name, "label": label, "kind": kind} for name, label, kind in named]


def _rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    """One row a card, stage by stage, what is missing in its place."""
    stages = {each["code"]: each["name"] for each in data["stages"]}
    bodies = {each["code"]: each["name"] for each in data["bodies"]}
    order = list(stages)
    called = {node["id"]: _record(node) for node in data["nodes"]}
    short = {node["id"]: node["key"] or node["label"] for node in data["nodes"]}
    before: dict[str, list[str]] = {}
    for link in data["links"]:
        loop = link["recurrence"]
        name = (
            _("%(name)s（深度 %(n)s）", name=loop["name"], n=loop["depth"])
            if loop
            else link["name"]
        )
        before.setdefault(link["to"], []).append(f"{short[link['from']]} {name}")
    nodes = sorted(data["nodes"], key=lambda node: order.index(node["stage"]))
    return [
        {
            "key": node["id"],
            "url": node["url"],
            "cells": {
                "record": called[node["id"]],
                "stage": stages[node["stage"]],
                "body": bodies[node["body"]],
                "date": _period(node),
                "standing": _standing(node),
                "people": [{"name": p["name"], "post": _post(p)} for p in node["people"]],
                "after": "；".join(before.get(node["id"], [])),
                "lines": node["why"] or "；".join(f"{n} {v}" for n, v in node["lines"]),
            },
        }
        for node in nodes
    ]


def _record(node: dict[str, Any]) -> str:
    return " ".join(part for part in (node["label"], node["key"], node["title"]) if part)


def _period(node: dict[str, Any]) -> str:
    if node["since"]:
        return _("自 %(day)s 起", day=node["since"])
    return " – ".join(day for day in (node["date"], node["until"]) if day)


def _standing(node: dict[str, Any]) -> dict[str, str] | str:
    if node["missing"]:
        return {"kind": "gap", "label": _("应有未有")}
    if not node["standing_name"]:
        return ""
    return {"kind": node["standing"] or "neutral", "label": node["standing_name"]}


def _post(person: dict[str, str]) -> str:
    return " · ".join(p for p in (person["post"], person["department"], person["court"]) if p)


def register(appbuilder: Any) -> None:
    """Add the page; it is reached from records, so it has no menu entry."""
    appbuilder.add_view_no_menu(ChainView)


def rights() -> Rights:
    """Every role reads; of what, is for graph.scope to say."""
    return {role: {("can_read", ChainView.__name__)} for role in Role}
