"""A chain as tables: a row for each link with the duty on it, and a row for each record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

Rows = list[dict[str, Any]]
Links = list[dict[str, str]]


def link_columns() -> list[dict[str, Any]]:
    """The columns of the table of links."""
    return _columns([
        ("from", _("从"), "links"),
        ("name", _("关系"), "text"),
        ("duty", _("责任"), "links"),
        ("owner", _("责任主体"), "text"),
        ("opened", _("产生"), "date"),
        ("due", _("期限"), "date"),
        ("state", _("状态"), "status"),
        ("note", _("说明"), "text"),
        ("to", _("到"), "links"),
    ])  # fmt: skip


def link_rows(data: dict[str, Any]) -> Rows:
    """One row a link and duty, in the order of the stages, and behind them one a link without a
    duty; a duty that arises from no record in the picture has one as well. Records and duties lead
    to their pages, as the cards of the picture do."""
    nodes = {node["id"]: node for node in data["nodes"]}
    duties = {duty["id"]: duty for duty in data["duties"]}
    order = [stage["code"] for stage in data["stages"]]
    links = sorted(data["links"], key=lambda link: _place(nodes, order, link))
    rows = [row for link in links for row in _rows_of(link, nodes, duties)]
    linked = {id_ for link in data["links"] for id_ in link["duties"]}
    for duty in (each for id_, each in duties.items() if id_ not in linked):
        rows += [_row([], "", duty, nodes[id_]) for id_ in duty["to"] if id_ in nodes]
    return [{"key": str(n), **row} for n, row in enumerate(rows)]


def _place(
    nodes: dict[str, Any], order: list[str], link: dict[str, Any]
) -> tuple[bool, int, str, int]:
    start, end = nodes[link["from"]], nodes[link["to"]]
    day = start["date"] or start["since"] or "9999"
    plain = not (link["duties"] or link["recurrence"] or end["missing"])
    return plain, order.index(start["stage"]), day, order.index(end["stage"])


def _rows_of(link: dict[str, Any], nodes: dict[str, Any], duties: dict[str, Any]) -> Iterator[Any]:
    start, end, loop = nodes[link["from"]], nodes[link["to"]], link["recurrence"]
    name = link["name"]
    if loop and loop["counts"]:
        vain = _("%(name)s（整改落空 %(n)s 次）", name=loop["name"], n=loop["depth"])
        name = vain if loop["depth"] else loop["name"]
    for id_ in link["duties"]:
        yield _row(_link(start), name, duties[id_], end)
    if not link["duties"]:
        yield _row(_link(start), name, None, end)


def _row(start: Links, name: str, duty: dict[str, Any] | None, end: dict[str, Any]
) -> dict[str, Any]:  # fmt: skip
    cells: dict[str, Any] = {"from": start, "name": name, "to": _link(end)}
    if duty is None:
        cells |= dict.fromkeys(("duty", "owner", "opened", "due", "note"), "")
        cells["note"] = end["why"]
        cells["state"] = _gap(end)
        return {"url": "", "cells": cells}
    due = duty["due"]
    provisional = due and duty["provisional"]
    return {
        "url": "",
        "cells": cells
        | {
            "duty": [
                {
                    "label": _named(duty),
                    "url": duty["url"],
                }
            ],
            "owner": _owner(duty),
            "opened": duty["opened"],
            "due": _("%(day)s（暂定）", day=due) if provisional else due,
            "state": {"kind": _pill(duty["state"]), "label": duty["state_name"]},
            "note": duty["note"],
        },
    }


def _named(duty: dict[str, Any]) -> str:
    """Article and rule, of which period, and what of several things it regards."""
    head = " ".join(part for part in (duty["article"], duty["name"], duty["period"]) if part)
    return " · ".join(part for part in (head, duty["part"]) if part)


def _owner(duty: dict[str, Any]) -> str:
    """Whose duty it is; an officer's department of that day, unless it owes it as well."""
    owner, at = duty["owner"], duty["department"]
    return owner if at in owner else "，".join(part for part in (owner, at) if part)


def _pill(state: str) -> str:
    return "neutral" if state == "unseen" else state


def _gap(node: dict[str, Any]) -> dict[str, str] | str:
    if node["missing"] and node["state"] in ("gap", "overdue"):
        return {"kind": "gap", "label": _("应有未有")}
    if node["state"] and not node["key"]:
        return {"kind": _pill(node["state"]), "label": node["state_name"] or node["standing_name"]}
    return ""


def record_columns() -> list[dict[str, Any]]:
    """The columns of the table of records."""
    return _columns([
        ("record", _("记录"), "text"),
        ("stage", _("阶段"), "text"),
        ("body", _("机构"), "text"),
        ("date", _("日期"), "text"),
        ("standing", _("状态"), "status"),
        ("people", _("人员及当日岗位"), "people"),
        ("lines", _("要点"), "text"),
    ])  # fmt: skip


def record_rows(data: dict[str, Any]) -> Rows:
    """One row a card, stage by stage, what is missing in its place."""
    stages = {each["code"]: each["name"] for each in data["stages"]}
    bodies = {each["code"]: each["name"] for each in data["bodies"]}
    order = list(stages)
    nodes = sorted(data["nodes"], key=lambda node: order.index(node["stage"]))
    return [
        {
            "key": node["id"],
            "url": node["url"],
            "cells": {
                "record": _called(node),
                "stage": stages[node["stage"]],
                "body": bodies[node["body"]],
                "date": _period(node),
                "standing": _standing(node),
                "people": [{"name": p["name"], "post": _post(p)} for p in node["people"]],
                "lines": node["why"] or "；".join(f"{n} {v}" for n, v in node["lines"]),
            },
        }
        for node in nodes
    ]


def cells(rows: Rows, columns: list[dict[str, Any]]) -> list[list[str]]:
    """The table as text, its head first: for a file."""
    body = [[_plain(row["cells"][each["name"]]) for each in columns] for row in rows]
    return [[str(each["label"]) for each in columns], *body]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["label"])
    if isinstance(value, list):
        return "；".join(_plain(each) for each in value)
    return str(value)


def _columns(named: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
    return [{"name": name, "label": label, "kind": kind} for name, label, kind in named]


def _link(node: dict[str, Any]) -> Links:
    return [{"label": _called(node), "url": node["url"]}]


def _called(node: dict[str, Any]) -> str:
    return " ".join(part for part in (node["label"], node["key"], node["title"]) if part)


def _period(node: dict[str, Any]) -> str:
    if node["since"]:
        return _("自 %(day)s 起", day=node["since"])
    return " – ".join(day for day in (node["date"], node["until"]) if day)


def _standing(node: dict[str, Any]) -> dict[str, str] | str:
    gap = _gap(node)
    if gap or not node["standing_name"]:
        return gap
    return {"kind": node["standing"] or "neutral", "label": node["standing_name"]}


def _post(person: dict[str, str]) -> str:
    return " · ".join(p for p in (person["post"], person["department"], person["court"]) if p)
