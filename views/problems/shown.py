"""A map of problems as the page's components take it: heat map, chips, choices, table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from graph import queries
from graph.operations.places import Courts, Known
from graph.operations.problem_map import (
    STATUSES,
    Line,
    MapColumn,
    MapRow,
    ProblemMap,
    findings,
)
from graph.quarters import Quarter
from graph.queries import At
from views.list_address import list_url
from views.problems.asked import COLUMNS, address
from views.request import say


def cell_urls(found: ProblemMap) -> dict[tuple[str, str], str]:
    """By cell, the list of exactly its findings."""
    rows = {row.code: row for row in found.rows}
    columns = {column.code: column for column in found.columns}
    asked = {
        (row, column): findings(found, rows[row].problems, columns[column])
        for row, column in found.cells
    }
    return {cell: list_url(query) if query is not None else "" for cell, query in asked.items()}


# --- the picture and its table


def heat(found: ProblemMap, urls: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """The data of the heat map; ``urls``: by cell."""
    return {
        "rows": [
            {"code": r.code, "name": row_name(found, r), "group": r.group, "url": row_url(found, r)}
            for r in found.rows
        ],
        "columns": [
            {"code": c.code, "name": say(c.name), "url": column_url(c)} for c in found.columns
        ],
        "cells": [
            {
                "row": row,
                "column": column,
                "value": value,
                "rate": None,
                "depth": found.depths.get((row, column)),
                "url": urls[row, column],
            }
            for (row, column), value in sorted(found.cells.items())
        ],
        "unit": _("件"),
    }


def table(
    found: ProblemMap, urls: Mapping[tuple[str, str], str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same as columns and rows of a table, with the sum of each row."""
    columns = [
        {"name": "name", "label": _("问题类别") if found.asked.rows is Line.TOPIC else _("问题")},
        *({"name": c.code, "label": say(c.name), "kind": "link"} for c in found.columns),
        {"name": "sum", "label": _("合计"), "kind": "number"},
    ]
    rows, sums = [], Counter[str]()
    for (code, _column), count in found.cells.items():
        sums[code] += count
    for row in found.rows:
        cells: dict[str, Any] = {"name": row_name(found, row)}
        for column in found.columns:
            value = found.cells.get((row.code, column.code))
            url = urls.get((row.code, column.code), "")
            cells[column.code] = {"label": value, "url": url} if value else ""
        cells["sum"] = sums[row.code]
        rows.append({"key": row.code, "url": row_url(found, row), "cells": cells})
    return columns, rows


def row_name(found: ProblemMap, row: MapRow) -> str:
    """A problem with its code, or a topic."""
    if found.asked.rows is Line.TOPIC:
        return row.name or _("未归类")
    return f"{row.code} {row.name}"


def row_url(found: ProblemMap, row: MapRow) -> str:
    """The page of the problem or topic, at the same court."""
    court = found.court.code if found.court else None
    if found.asked.rows is Line.PROBLEM:
        return url_for("ProblemMapView.problem", code=row.code, court=court)
    return url_for("ProblemMapView.topic", name=row.code, court=court) if row.code else ""


def column_url(column: MapColumn) -> str:
    """The court's page; quarters have none."""
    return url_for("CourtPageView.court", code=column.court.code) if column.court else ""


# --- what is asked, and what may be


def scope_name(court: Known, at: At) -> str:
    """Where it is counted, in words."""
    if court.level == "basic":
        return court.name
    return (
        _("%(court)s本级", court=court.name) if at.own else _("%(court)s及下级", court=court.name)
    )


def period_name(since: Quarter | None, until: Quarter | None) -> str:
    """The period, in words."""
    if since is None and until is None:
        return _("全部")
    return f"{since or _('最早')} – {until or _('至今')}"


def chips(found: ProblemMap) -> list[dict[str, str]]:
    """What narrows the map, each with the address without it."""
    asked = found.asked
    made = []
    if found.source is not None:
        made.append((_("渠道"), say(found.source.label), {"channel": ""}))
    if asked.topic:
        made.append((_("问题类别"), asked.topic, {"topic": ""}))
    if asked.family:
        made.append((_("组"), asked.family, {"family": ""}))
    if asked.since or asked.until:
        text = period_name(asked.since, asked.until)
        made.append((_("期间"), text, {"since": None, "until": None}))  # type: ignore[dict-item]
    return [
        {"label": label, "value": value, "remove_url": address(asked, **without)}
        for label, value, without in made
    ]


def statuses(found: ProblemMap) -> list[dict[str, Any]]:
    """A tab a status: they are never added up."""
    return [
        {
            "label": say(text),
            "count": found.by_status.get(code, 0),
            "url": address(found.asked, status=code),
            "current": code == found.asked.status,
        }
        for code, text in STATUSES.items()
    ]


def meaning(status: str) -> str:
    """What a status says of a finding."""
    return {
        "alleged": _("反映：信访、回访等提出，尚未核实；不计入复发和比率。"),
        "established": _("查实：经生效裁定、核查或检查认定；只有查实的计入复发、比率和反馈责任。"),
        "refuted": _("不实：经核查不成立。"),
        "void": _("失效：所依据的裁定已被改变，问题随之失效。"),
    }[status]


def cut(found: ProblemMap) -> str:
    """Where there were too many findings to compare all: what the rings don't say then."""
    if not found.more:
        return ""
    return _("查实问题过多，只比较了最近的一部分：复发可能未全部标出，整改落空次数为至少数。")


def courts(known: Courts, current: Known | None) -> list[dict[str, Any]]:
    """The courts to choose from, indented by level."""
    return [
        {
            "code": each.code,
            "name": "　" * {"high": 0, "intermediate": 0, "basic": 1}[each.level] + each.name,
            "current": each == current,
        }
        for each in known.offered()
    ]


def choices(found: ProblemMap) -> dict[str, list[list[str]]]:
    """The other choices of the form: [value, name]."""
    topics = sorted({each.topic for each in found.catalogue if each.topic})
    families = list(dict.fromkeys(each.family for each in found.catalogue if each.family))
    return {
        "rows": [[Line.PROBLEM, _("问题")], [Line.TOPIC, _("问题类别")]],
        "columns": [[c, n] for c, n in zip(COLUMNS, (_("季度"), _("法院")), strict=True)],
        "channel": [[code, say(each.label)] for code, each in queries.channels().items()],
        "topic": [[name, name] for name in topics],
        "family": [[name, name] for name in families],
    }
