"""The pages: the courts to choose from, and one court. What is counted is decided in graph/."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.model import type_of
from graph.operations.court_page import Asked, CourtPage, court_page
from graph.operations.not_seen import not_seen
from graph.operations.places import Courts, at
from graph.quarters import Quarter
from views.cells import address
from views.courts import shown
from views.problems.shown import period_name
from views.request import current_actor, reader, say


class CourtPageView(BaseView):
    """What happened at a court, what is open, and its place among the courts."""

    route_base = "/courts"
    default_view = "index"
    base_permissions = ["can_read"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def index(self) -> Any:
        """The reader's courts."""
        levels = type_of("Court").fields["level"]
        rows = [
            {
                "key": each.code,
                "url": url_for(".court", code=each.code),
                "cells": {
                    "name": each.name,
                    "code": each.code,
                    "level": say(levels.display(each.level)),
                },
            }
            for each in Courts(reader(), current_actor()).offered()
        ]
        columns = [
            {"name": "name", "label": _("法院")},
            {"name": "code", "label": _("代字"), "kind": "case_no"},
            {"name": "level", "label": _("层级")},
        ]
        return self.render_template(
            "zj/court_index.html", title=_("法院概况"), columns=columns, rows=rows
        )

    @expose("/<path:code>", methods=["GET"])
    @has_access
    @permission_name("read")
    def court(self, code: str) -> Any:
        """One court, alone or with those below it."""
        page = court_page(reader(), current_actor(), asked(code))
        return self.render_template(
            "zj/court_page.html",
            title=page.court.name,
            page=page,
            chips=_chips(page),
            record_url=address(type_of("Court"), page.court.code, page.court.uid),
            map_url=url_for("ProblemMapView.recurrence", court=page.court.code, own=_own(page)),
            scopes=_scopes(page),
            numbers=shown.numbers(page),
            waiting=shown.waiting(page),
            trend=shown.trend(page),
            departments=shown.departments(page),
            above=shown.link(page.above) if page.above else None,
            below=[shown.link(each) for each in page.below],
            history=shown.history(page),
            validity=shown.validity(page),
            not_seen=_not_seen(page),
        )


def _not_seen(page: CourtPage) -> list[dict[str, Any]]:
    """Problems that were found and not seen since: never that they are solved."""
    if not page.mine:
        return []
    found = not_seen(reader(), current_actor(), at(page.court, page.own))
    return [
        {
            "label": f"{'='.join(each.problems)} {each.name}",
            "url": url_for(
                "ProblemMapView.problem", code=each.problems[0], court=page.court.code,
                own=_own(page),
            ),
            "last": each.last,
            "cases": each.cases_since,
        }
        for each in found
    ]  # fmt: skip


def asked(code: str) -> Asked:
    """The question in the address; raises BadParameter."""
    arguments = request.args
    return Asked(
        code,
        arguments.get("own", "") in ("1", "true", "y"),
        Quarter.read("from", arguments.get("from", "").strip()),
        Quarter.read("to", arguments.get("to", "").strip()),
    )


def _own(page: CourtPage) -> str | None:
    return "1" if page.own and page.court.level != "basic" else None


def _chips(page: CourtPage) -> list[dict[str, str]]:
    level = say(type_of("Court").fields["level"].display(page.court.level))
    made = [
        {"label": _("代字"), "value": page.court.code},
        {"label": _("层级"), "value": level},
    ]
    if page.mine:
        period = period_name(page.since, page.until)
        made.append({"label": _("期间"), "value": period, "icon": "calendar"})
    return made


def _scopes(page: CourtPage) -> list[dict[str, Any]]:
    """Alone or with those below it; only where there is a choice."""
    if not page.mine or page.court.level == "basic":
        return []
    said = {n: v for n in ("from", "to") if (v := request.args.get(n))}
    at = page.court.code
    return [
        {"label": _("含下级法院"), "url": url_for(".court", code=at, **said),
         "current": not page.own},
        {"label": _("只看本级"), "url": url_for(".court", code=at, own="1", **said),
         "current": page.own},
    ]  # fmt: skip
