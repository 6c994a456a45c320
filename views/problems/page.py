"""A problem's or topic's page as the components take it."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from graph import queries
from graph.model import type_of
from graph.operations.places import at
from graph.operations.problem_map import ESTABLISHED, STATUSES, by_channel
from graph.operations.problem_page import ProblemPage, Seen, findings
from graph.quarters import Quarter, span, within
from graph.records import Filter, Op
from graph.recurrence import Kind
from views.cells import address
from views.list_address import list_url
from views.request import say

PILLS = {
    Kind.AFTER_RECTIFICATION: "overdue",
    Kind.AFTER_FEEDBACK: "due-soon",
    Kind.NOT_PUT_RIGHT: "gap",
    Kind.LATE_DISCOVERY: "neutral",
    Kind.UNDETERMINED: "neutral",
}


def heat(page: ProblemPage) -> dict[str, Any]:
    """Courts by quarters, then those without a date of the act."""
    days = sorted(day for _court, day in page.cells if day is not None)
    columns = [{"code": str(q), "name": str(q)} for q in _span(days)]
    if any(day is None for _court, day in page.cells):
        columns.append({"code": "undated", "name": _("日期不详")})
    depths = _depths(page)
    shown = [c for c in page.courts.offered() if c.code in {court for court, _day in page.cells}]
    return {
        "rows": [
            {
                "code": each.code,
                "name": each.name,
                "group": "",
                "url": url_for("CourtPageView.court", code=each.code),
            }
            for each in shown
        ],
        "columns": columns,
        "cells": [
            {
                "row": court,
                "column": str(day) if day else "undated",
                "value": count,
                "rate": None,
                "depth": depths.get((court, day)),
                "url": _cell_url(page, court, day),
            }
            for (court, day), count in page.cells.items()
        ],
        "unit": _("件"),
    }


def _depths(page: ProblemPage) -> dict[tuple[str, Quarter | None], int]:
    """The deepest recurrence in each cell; only established findings recur."""
    made = dict(page.depths)  # of a province, where only the latest recurrences are listed
    listed = [] if page.summary or page.asked.status != ESTABLISHED else page.seen
    for each in listed:
        place = (each.court, Quarter.of(each.on) if each.on else None)
        if each.told.recurs:
            made[place] = max(each.depth, made.get(place, 0))
    return made


def _span(days: list[Quarter]) -> list[Quarter]:
    return list(span(days[0], days[-1])) if days else []


def _cell_url(page: ProblemPage, court: str, day: Quarter | None) -> str:
    there = page.courts.all[court]
    own = not page.summary or there.level == "high"
    alone = ProblemPage(page.asked, page.problems, page.courts, there, at(there, own))
    query = findings(alone, page.asked.status)
    if day is None:
        return list_url(query.where(Filter("occurred_on", Op.EMPTY)))
    return list_url(query.where(*within("occurred_on", day, day)))


def trend(page: ProblemPage) -> dict[str, Any]:
    """Findings by quarter, a line a status: they are never added up."""
    columns = _span(sorted({day for _status, day in page.by_quarter}))
    return {
        "columns": [str(each) for each in columns],
        "series": [
            {
                "code": code,
                "name": say(text),
                "values": [page.by_quarter.get((code, each), 0) for each in columns],
                "kind": code,
            }
            for code, text in STATUSES.items()
            if page.by_status.get(code)
        ],
        "unit": _("件"),
    }


def channels(page: ProblemPage) -> list[dict[str, Any]]:
    """How many of the status each channel found, with the list of them."""
    made = []
    for code, channel in queries.channels().items():
        count = page.channels.get(code, 0)
        if not count:
            continue
        query = findings(page, page.asked.status)
        url = list_url(query.where(by_channel(channel)))
        made.append({"label": say(channel.label), "count": count, "url": url})
    return made


def paging(page: ProblemPage, endpoint: str, after: str, **address_of: str) -> dict[str, str]:
    """Where a province's recurrences go on, and where they begin."""
    here = {**address_of, **_said(page), "status": page.asked.status, "_anchor": "recurred"}
    return {
        "next_url": url_for(endpoint, **here, after=page.next) if page.next else "",
        "first_url": url_for(endpoint, **here) if after else "",
    }


def _said(page: ProblemPage) -> dict[str, Any]:
    return {"court": page.court.code if page.court else None, "own": page.asked.own or None}


def statuses(page: ProblemPage, endpoint: str, **address_of: str) -> list[dict[str, Any]]:
    """A tab a status."""
    said = _said(page)
    return [
        {
            "label": say(text),
            "count": page.by_status.get(code, 0),
            "url": url_for(endpoint, **address_of, **said, status=code),
            "current": code == page.asked.status,
        }
        for code, text in STATUSES.items()
    ]


def facts(page: ProblemPage) -> list[dict[str, Any]]:
    """What the problem is."""
    this = page.problems[0]
    made = [
        {"label": _("出处"), "value": this.source},
        {"label": _("组"), "value": this.family},
        {
            "label": _("问题类别"),
            "kind": "link",
            "value": topic_link(this.topic) if this.topic else "",
        },
        {"label": _("同义代码"), "kind": "links", "value": problem_links(page)},
    ]
    return [{"title": "", "facts": made}]


def topic_link(name: str) -> dict[str, str]:
    """A topic, leading to its page."""
    return {"label": name, "url": url_for("ProblemMapView.topic", name=name)}


def problem_links(page: ProblemPage) -> list[dict[str, str]]:
    """The problems besides the page's own, or all of the topic."""
    others = page.problems if page.asked.topic else page.problems[1:]
    return [
        {
            "label": f"{each.code} {each.name}",
            "url": url_for("ProblemMapView.problem", code=each.code),
        }
        for each in others
    ]


def seen_columns() -> list[dict[str, str]]:
    """The table of recurrences."""
    return [
        {"name": "number", "label": _("问题发现"), "kind": "case_no"},
        {"name": "on", "label": _("行为日期"), "kind": "date"},
        {"name": "court", "label": _("法院")},
        {"name": "kind", "label": _("性质"), "kind": "status"},
        {"name": "after", "label": _("在此之后")},
        {"name": "depth", "label": _("整改落空次数"), "kind": "number"},
    ]


def seen_rows(page: ProblemPage) -> list[dict[str, Any]]:
    """One line a finding that comes after a feedback on the same problem at the same court."""
    return [_seen(page, each) for each in page.seen]


def _seen(page: ProblemPage, each: Seen) -> dict[str, Any]:
    court = page.courts.all.get(each.court)
    return {
        "key": each.uid,
        "url": address(type_of("Finding"), each.number, each.uid),
        "cells": {
            "number": each.number,
            "on": each.on,
            "court": court.name if court else each.court,
            "kind": {"kind": PILLS[each.told.kind], "label": say(each.told.kind.label)},
            "after": each.target,
            "depth": each.depth if each.told.recurs else "",
        },
    }


def unanswered(page: ProblemPage) -> list[dict[str, Any]]:
    """Feedback on these findings that no rectification answers."""
    kind = type_of("Feedback")
    return [
        {
            "label": each.number,
            "url": address(kind, each.number, each.uid),
            "when": each.received_on,
        }
        for each in page.unanswered
    ]


def last_seen(page: ProblemPage) -> str:
    """Since when it isn't seen: never that it is solved."""
    if page.summary:
        return _(
            "全省只列合计和复发：反馈后才发现的、未真正整改的、待整改的和最近一次出现，请选一个中级法院查看。"
        )
    if page.more:
        return _(
            "查实问题过多，只比较了最近的一部分：复发和待整改可能未全部列出，整改落空次数为至少数，"
            "也不判断最近一次出现在何时。"
        )
    if page.last is None:
        return ""
    if page.cases_since is None:
        return _("最近一次查实的行为在 %(day)s。", day=page.last)
    return _(
        "最近一次查实的行为在 %(day)s；此后新收案件 %(n)s 件，尚未再见。未见不等于已解决。",
        day=page.last, n=f"{page.cases_since:,}",
    )  # fmt: skip
