"""The page of sign-offs that later recurred, and its export. graph/ decides what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from graph import clock
from graph.model import type_of
from graph.operations import exporting
from graph.operations.said import switch, word
from graph.operations.sign_offs import VAIN, Asked, Person, SignOff, SignOffs, Vain, sign_offs
from graph.quarters import Quarter
from views.cells import address as record_address
from views.exports import as_file, harmless
from views.problems import shown
from views.request import current_actor, graph, reader, say

SHOWN = 200
PILLS = {
    Vain.RECURRED: "overdue", Vain.FAILED_CHECK: "gap", Vain.NOT_PUT_RIGHT: "due-soon",
}  # fmt: skip


class SignOffView(BaseView):
    """By who signed, by who checked, and one by one."""

    route_base = "/problems/sign-offs"
    default_view = "page"
    base_permissions = ["can_read", "can_export"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        """Sign-offs of a court's subtree and a period."""
        found = sign_offs(reader(), current_actor(), asked(request.args))
        return self.render_template(
            "zj/sign_offs.html",
            title=_("销号后复发"),
            found=found,
            asked=found.asked,
            chips=_scope(found),
            courts=shown.courts(found.courts, found.court),
            whys=_tabs(found),
            tiles=_tiles(found),
            people_columns=people_columns(),
            signers=[_person(each) for each in found.signers],
            checkers=[_person(each) for each in found.checkers],
            columns=columns(),
            rows=[_row(found, each) for each in found.listed[:SHOWN]],
            shown_most=SHOWN,
            exports={
                form: url_for("SignOffView.export", form=form, **said(found.asked))
                for form in ("csv", "xlsx")
            },
        )

    @expose("/export.<any(csv, xlsx):form>", methods=["GET"])
    @has_access
    @permission_name("export")
    def export(self, form: str) -> Any:
        """The list as a file; recorded."""
        actor = current_actor()
        found = sign_offs(reader(), actor, asked(request.args))
        lines = list(_lines(found))
        exporting.note(graph(), actor, type_of("Rectification"), {
            "rows": len(lines) - 1, "format": form, "view": "sign-offs",
            "query": request.query_string.decode(errors="replace"),
        })  # fmt: skip
        return as_file(form, lines, _("销号后复发"), f"{_('销号后复发')}-{clock.today()}")


def asked(arguments: MultiDict[str, str]) -> Asked:
    """The question in the arguments; raises BadParameter."""
    since, until = (Quarter.read(name, word(arguments, name)) for name in ("from", "to"))
    return Asked(
        word(arguments, "court"), switch(arguments, "own"), since, until, word(arguments, "why")
    )


def said(chosen: Asked) -> dict[str, str]:
    """The question as parameters, what is usual left out."""
    every = {
        "court": chosen.court, "own": "1" if chosen.own else "", "why": chosen.why,
        "from": str(chosen.since or ""), "to": str(chosen.until or ""),
    }  # fmt: skip
    return {name: value for name, value in every.items() if value}


def _scope(found: SignOffs) -> list[dict[str, str]]:
    if found.court is None or found.at is None:
        return []
    return [
        {"label": _("范围"), "value": shown.scope_name(found.court, found.at), "icon": "court"},
        {"label": _("期间"), "value": shown.period_name(found.since, found.until),
         "icon": "calendar"},
    ]  # fmt: skip


def _tabs(found: SignOffs) -> list[dict[str, Any]]:
    every: list[tuple[str, str, int]] = [("", _("全部"), len(found.vain))]
    every += [
        (why, say(text), sum(why in each.why for each in found.vain)) for why, text in VAIN.items()
    ]
    return [
        {
            "label": label, "count": count, "current": found.asked.why == why,
            "url": url_for("SignOffView.page", **said(replace(found.asked, why=why))),
        }
        for why, label, count in every
    ]  # fmt: skip


def _tiles(found: SignOffs) -> list[dict[str, Any]]:
    return [
        {"label": _("期间内销号"), "value": found.total, "note": _("按销号日期")},
        {
            "label": _("其中落空"), "value": len(found.vain),
            "note": _("%(vain)s / %(total)s", vain=len(found.vain), total=found.total),
            "kind": "overdue" if found.vain else "",
        },
        {"label": _("未登记签字人"), "value": found.unsigned, "note": _("不计入任何人")},
    ]  # fmt: skip


def people_columns() -> list[dict[str, str]]:
    """The tables of people."""
    return [
        {"name": "name", "label": _("姓名")},
        {"name": "number", "label": _("编号"), "kind": "case_no"},
        {"name": "share", "label": _("落空 / 全部"), "kind": "number"},
        *({"name": why, "label": say(text), "kind": "number"} for why, text in VAIN.items()),
    ]


def _person(each: Person) -> dict[str, Any]:
    url = record_address(type_of("Officer"), each.key, each.uid)
    cells: dict[str, Any] = {
        "name": each.name,
        "number": each.key,
        "share": f"{each.vain} / {each.total}",
    }
    cells |= {str(why): count or "" for why, count in each.by_why.items()}
    return {"key": each.uid, "url": url, "cells": cells}


def columns() -> list[dict[str, str]]:
    """The list of rectifications."""
    return [
        {"name": "number", "label": _("整改"), "kind": "case_no"},
        {"name": "court", "label": _("法院")},
        {"name": "closed", "label": _("销号日期"), "kind": "date"},
        {"name": "signers", "label": _("签字销号人"), "kind": "people"},
        {"name": "checkers", "label": _("检查人"), "kind": "people"},
        {"name": "why", "label": _("落空缘由"), "kind": "status"},
        {"name": "by", "label": _("所据记录"), "kind": "links"},
    ]


def _row(found: SignOffs, each: SignOff) -> dict[str, Any]:
    court = found.courts.all.get(each.court)
    first = next(why for why in Vain if why in each.why)
    others = len(each.why) - 1
    label = "、".join(say(VAIN[why]) for why in Vain if why in each.why) if others else ""
    return {
        "key": each.uid,
        "url": record_address(type_of("Rectification"), each.number, each.uid),
        "cells": {
            "number": each.number,
            "court": court.name if court else each.court,
            "closed": each.closed_on,
            "signers": [_named(p) for p in each.signers],
            "checkers": [_named(p) for p in each.checkers],
            "why": {"kind": PILLS[first], "label": label or say(VAIN[first])},
            "by": [
                {"label": number, "url": record_address(type_of(kind), number, uid)}
                for why in Vain
                for number, uid, kind in each.why.get(why, ())
            ],
        },
    }


def _named(person: dict[str, Any]) -> dict[str, str]:
    url = record_address(type_of("Officer"), person["key"], person["uid"])
    return {"name": person["name"], "post": person["key"], "url": url}


def _lines(found: SignOffs) -> Iterator[list[Any]]:
    """Head and rows of the file."""
    yield [harmless(str(column["label"])) for column in columns()]
    for each in found.listed:
        row = _row(found, each)["cells"]
        yield [
            harmless(row["number"]), harmless(row["court"]), row["closed"],
            *(harmless("; ".join(f"{p['name']} {p['post']}" for p in row[name]))
              for name in ("signers", "checkers")),
            harmless(row["why"]["label"]),
            harmless("; ".join(link["label"] for link in row["by"])),
        ]  # fmt: skip
