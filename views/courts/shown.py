"""A court's page as the components take it."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from graph.model import type_of
from graph.operations.court_page import CourtPage, Numbers, behind
from graph.operations.court_periods import Span
from graph.operations.places import Known
from views.cells import PILLS, address
from views.list_address import list_url
from views.request import say

REVOKED = ("revoked", "changed", "partly")
"""Outcomes of a review that did not let the act stand: shown first."""

TRUTH = "findings"
"""The sort whose standings are never added up."""

TRENDS = {
    "cases_filed": None,
    "cases_concluded": None,
    "petitions": None,
    "findings": ("established",),
    "reviews_ruled": REVOKED,
}
"""Lines of the trend: sort, and the standings that count; None: all."""


def numbers(page: CourtPage) -> list[dict[str, Any]]:
    """A block a sort: its number, its parts, those without a date; each with its list."""
    return [_block(page, each) for each in page.numbers]


def _block(page: CourtPage, each: Numbers) -> dict[str, Any]:
    sort = each.sort
    apart = sort.code == TRUTH
    parts = [
        {
            "label": _standing(each, standing),
            "pill": standing if standing in PILLS else "",
            "count": each.by_standing[standing],
            "url": list_url(behind(page, sort, standing)),
        }
        for standing in _order(each)
    ]
    return {
        "label": say(sort.label),
        "count": None if apart else each.total,
        "url": list_url(behind(page, sort)),
        "parts": parts if sort.by else [],
        "undated": each.undated,
        "undated_url": list_url(behind(page, sort, undated=True)),
    }


def _order(each: Numbers) -> list[str]:
    """As declared, what was revoked or changed first, those not filled in last."""
    declared = list(each.sort.kind.fields[each.sort.by].choices) if each.sort.by else []
    known = [code for code in declared if each.by_standing.get(code)]
    first = [code for code in known if code in REVOKED]
    rest = [code for code in known if code not in REVOKED]
    return first + rest + ([""] if each.by_standing.get("") and each.sort.by else [])


def _standing(each: Numbers, standing: str) -> str:
    if not standing:
        return str(_("未填"))
    return say(each.sort.kind.fields[each.sort.by].display(standing))


def waiting(page: CourtPage) -> list[dict[str, Any]]:
    """Open items, each with its list."""
    return [
        {
            "label": say(each.label),
            "state": each.state if each.count.value else "neutral",
            "count": each.count,
            "url": list_url(each.query),
        }
        for each in page.open
    ]


def trend(page: CourtPage) -> dict[str, Any]:
    """Numbers by quarter."""
    by_code = {each.sort.code: each for each in page.numbers}
    names = {
        "findings": _("查实的问题"),
        "reviews_ruled": _("撤销、变更的审查裁定"),
    }
    series = []
    for code, counted in TRENDS.items():
        each = by_code.get(code)
        if each is None or not each.total:
            continue
        values = [
            sum(
                count
                for (day, standing), count in each.by_quarter.items()
                if day == quarter and (counted is None or standing in counted)
            )
            for quarter in page.quarters
        ]
        name = names.get(code) or say(each.sort.label)
        series.append({"code": code, "name": name, "values": values})
    return {
        "columns": [str(each) for each in page.quarters],
        "series": series,
        "unit": _("件"),
    }


def departments(page: CourtPage) -> list[dict[str, Any]]:
    """Departments with their function and leaders of today."""
    kind, person = type_of("Department"), type_of("Officer")
    return [
        {
            "label": row["name"],
            "url": address(kind, row["number"], row["uid"]),
            "function": say(kind.fields["function"].display(row["function"])),
            "leaders": [
                {"label": each["name"], "url": address(person, each["key"], each["uid"])}
                for each in row["leaders"]
            ],
        }
        for row in page.departments
    ]


def link(court: Known) -> dict[str, str]:
    """A court, leading to its page."""
    return {"label": court.name, "url": url_for("CourtPageView.court", code=court.code)}


def history(page: CourtPage) -> list[dict[str, str]]:
    """Former names and superiors with their dates."""
    made = [(_("曾用名"), span, span.what) for span in page.history.names]
    made += [(_("曾隶属"), span, span.what) for span in page.history.formerly]
    made += [(_("并入"), span, span.what) for span in page.history.successors]
    return [{"label": label, "value": value, "dates": _dates(span)} for label, span, value in made]


def _dates(span: Span) -> str:
    return f"{span.since or '…'} – {span.until or '…'}"


def validity(page: CourtPage) -> str:
    """Since when and until when it exists, as far as known."""
    known = page.history
    if known.since is None and known.until is None:
        return ""
    return _dates(Span("", known.since, known.until))
