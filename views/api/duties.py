"""/api/v1/duties/: what is owed, by whom, until when, and how it stands."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from graph import clock
from graph.audit import plain
from graph.duties.reading import Owed
from graph.model import Link
from graph.operations.duties.listing import listing
from graph.operations.duties.missing import LONGEST_PAGE, PAGE
from graph.operations.duties.page import duty_page
from views.api.shapes import answer
from views.duties.pages import origin
from views.query_string import number as whole_number
from views.request import current_actor, reader, say


class DutiesApi(BaseApi):
    """Duties for programs, under the same rules as the pages."""

    route_base = "/api/v1/duties"
    allow_browser_login = True

    @expose("/", methods=["GET"])
    @protect()
    @permission_name("read")
    def list(self) -> Response:
        """Duties
        ---
        get:
          summary: Duties of the own courts, by their due day
          description: >-
            Undischarged ones unless a status is named; the state is computed from the day of the
            answer. Duties that come with every case are stored, and listed, once they are overdue,
            done late, waived or escalated.
          parameters:
            - {in: query, name: status,
               schema: {type: string, enum: [undischarged, overdue, due_soon, open, met, waived,
                 void]}}
            - {in: query, name: court, description: "Code of a court in reach",
               schema: {type: string}}
            - {in: query, name: own, description: "1: without the courts below",
               schema: {type: string, enum: ["0", "1"]}}
            - {in: query, name: rule, description: "Code of a rule", schema: {type: string}}
            - {in: query, name: article, description: "Such as A6 or B2", schema: {type: string}}
            - {in: query, name: from, description: "First month of the due day of open ones",
               schema: {type: string, pattern: "^[0-9]{4}-[0-9]{2}$"}}
            - {in: query, name: to, description: "Last month of the due day of open ones",
               schema: {type: string, pattern: "^[0-9]{4}-[0-9]{2}$"}}
            - {in: query, name: sort, schema: {type: string, enum: [oldest, latest]}}
            - {in: query, name: cursor, description: "next of a page asked for alike",
               schema: {type: string}}
            - {in: query, name: limit, schema: {type: integer, minimum: 1, maximum: 500}}
          responses:
            200:
              description: A page of duties
              content:
                application/json:
                  schema: {type: object}
            400:
              description: What is asked for can't be
            404:
              description: No such court in reach
        """
        limit = whole_number(request.args, "limit", PAGE, LONGEST_PAGE)
        cursor = request.args.get("cursor", "")
        found = listing(reader(), current_actor(), request.args, cursor, limit)
        return answer(plain({
            "status": found.status,
            "today": found.today,
            "items": [shape(each) for each in found.rows],
            "next": found.next or None,
        }))  # fmt: skip

    @expose("/<number>", methods=["GET"])
    @protect()
    @permission_name("read")
    def get(self, number: str) -> Response:
        """One duty
        ---
        get:
          summary: One duty with the steps taken about it
          parameters:
            - {in: path, name: number, required: true, schema: {type: string}}
            - {in: query, name: of, description: "type:uid of the record that a duty which isn't
               stored arises from", schema: {type: string}}
          responses:
            200:
              description: The duty
              content:
                application/json:
                  schema: {type: object}
            404:
              description: No such duty in reach
        """
        found = duty_page(reader(), current_actor(), number, origin())
        steps = [
            {"step": each.step, "on": each.taken_on, "by": each.given_name, "note": each.note}
            for each in found.steps
        ]
        flags = [say(each) for each in found.flags]
        return answer(plain(shape(found.owed) | {"steps": steps, "flags": flags}))


def shape(owed: Owed) -> dict[str, Any]:
    """A duty as JSON, display names in the language of the answer."""
    today = clock.today()
    return {
        "number": owed.number,
        "rule": owed.rule.code,
        "name": say(owed.rule.name),
        "basis": owed.rule.basis,
        "act": say(owed.rule.act),
        "period": owed.period or None,
        "status": str(owed.status_on(today)),
        "opened_on": owed.opened_on,
        "due_on": owed.due_on,
        "provisional": owed.provisional,
        "days_overdue": owed.days_overdue(today),
        "closed_on": owed.closed_on,
        "reason": owed.why.zh or None,
        "reason_en": owed.why.en or None,
        "waived_by": owed.waived_by or None,
        "rule_version": owed.rule_version,
        "stored": owed.stored,
        "owed_by": [_link(each) for each in owed.owed_by],
        "owed_at": _link(owed.owed_at) if owed.owed_at else None,
        "arises_from": [_link(each) for each in owed.triggers],
        "discharged_by": [_link(each) for each in owed.by],
    }


def _link(link: Link) -> dict[str, str]:
    return {"type": link.label, "uid": link.uid, "key": link.key, "title": link.title}
