"""/api/v1/officers/<no>/history: an officer's file for programs, under the same rules."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from graph.audit import plain
from graph.operations import officer_file
from graph.operations.officer_history import Event, History, history
from graph.operations.postings import Posting
from views.api.shapes import answer
from views.officers.asked import selection
from views.request import current_actor, graph, reader, say


class OfficerHistoryApi(BaseApi):
    """The history, once the file is open; ``purpose`` and ``note`` open it."""

    route_base = "/api/v1/officers"
    allow_browser_login = True

    @expose("/<path:number>/history", methods=["GET"])
    @protect()
    @permission_name("read")
    def history(self, number: str) -> Response:
        """An officer's whole history
        ---
        get:
          summary: An officer's history, in the file that the asker has opened
          description: >-
            With purpose and note the file is opened first (recorded in the audit; only for
            requests with a token). An opening holds for twelve hours.
          parameters:
            - {in: path, name: number, required: true, schema: {type: string}}
            - {in: query, name: purpose, schema: {type: string}}
            - {in: query, name: note, schema: {type: string}}
            - {in: query, name: lane, schema: {type: array, items: {type: string}}}
            - {in: query, name: standing, schema: {type: array, items: {type: string}}}
            - {in: query, name: from, schema: {type: string, format: date}}
            - {in: query, name: to, schema: {type: string, format: date}}
          responses:
            200:
              description: The history
              content:
                application/json:
                  schema: {type: object}
        """
        if "Authorization" in request.headers and "purpose" in request.args:
            # A page of another site can make a browser ask with cookies, but not with a token.
            self._open(number, request.args.get("purpose", ""), request.args.get("note", ""))
        return _answer(number)

    @expose("/<path:number>/history", methods=["POST"])
    @protect()
    @permission_name("open")
    def open(self, number: str) -> Response:
        """Open the file and read it
        ---
        post:
          summary: Record the purpose, then answer the history
          parameters:
            - {in: path, name: number, required: true, schema: {type: string}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    purpose: {type: string}
                    note: {type: string}
          responses:
            200:
              description: The history
              content:
                application/json:
                  schema: {type: object}
        """
        sent = request.get_json(silent=True)
        known = sent if isinstance(sent, dict) else request.form
        self._open(number, str(known.get("purpose", "")), str(known.get("note", "")))
        return _answer(number)

    def _open(self, number: str, purpose: str, note: str) -> None:
        officer_file.open_file(graph(), current_actor(), number, purpose, note)


def _answer(number: str) -> Response:
    found = history(reader(), current_actor(), number, selection(request.args))
    return answer(plain(shape(found)))


def shape(found: History) -> dict[str, Any]:
    """A history as JSON, display names in the language of the answer."""
    opening = found.opening
    return {
        "officer": {
            "uid": found.officer.uid,
            "number": found.officer.number,
            "name": found.officer.name,
        },
        "opening": {
            "event": opening.event,
            "purpose": opening.purpose,
            "note": opening.note,
            "at": opening.at,
            "until": opening.until,
        },
        "posts": [_post(each) for each in found.postings],
        "lanes": [
            {
                "name": tally.lane.name,
                "label": say(tally.lane.label),
                "type": tally.lane.kind.name,
                "count": tally.count,
                "undated": tally.undated,
                "by_standing": tally.by_standing,
            }
            for tally in found.tallies
        ],
        "events": [_event(each) for each in found.events],
        "more": found.more,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "lane": event.lane,
        "type": event.kind.name,
        "uid": event.uid,
        "key": event.key,
        "title": say(event.title),
        "since": event.since,
        "until": event.until,
        "standing": event.standing or None,
        "told": [{"name": say(name), "value": say(value)} for name, value in event.told],
        "posts": {
            "certain": [_post(each) for each in event.held.certain],
            "candidates": [_post(each) for each in event.held.candidates],
            "named_by_the_record": [_post(each) for each in event.held.named],
            "none_on_record": event.held.gap,
        },
        "belongs_to": event.belongs_to,
    }


def _post(posting: Posting) -> dict[str, Any]:
    return {
        "post": posting.post,
        "department": posting.department,
        "department_name": posting.department_name,
        "court": posting.court,
        "court_name": posting.court_name,
        "since": posting.since,
        "until": posting.until,
    }
