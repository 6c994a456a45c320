"""/api/v1/records: every declared type, read and written under the asker's scope."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, request
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from graph import records
from graph.errors import BadAddress, Unknown
from graph.model import RecordType, type_of
from views.api import shapes
from views.api.shapes import answer, body, sent_reason, sent_values, sent_version
from views.query_string import asked, yes
from views.request import current_actor, graph, reader

ROOT = "/api/v1/records"


class RecordsApi(BaseApi):
    """List, read, create, change, retire and reinstate. What it takes is in /api/v1/_openapi."""

    route_base = ROOT
    allow_browser_login = True

    @expose("/<string:slug>/", methods=["GET"])
    @protect()
    @permission_name("read")
    def list(self, slug: str) -> Response:
        kind = declared(slug)
        query = asked(kind, request.args)
        counted = yes(request.args, "count")
        page = records.find(reader(), current_actor(), query)
        said: dict[str, Any] = {
            "type": kind.name,
            "items": [shapes.row(kind, each) for each in page.rows],
            "next": page.next or None,
            "previous": page.previous or None,
        }
        if counted:
            count = records.count(reader(), current_actor(), query)
            said["count"] = {"value": count.value, "capped": count.capped}
        return answer(said)

    @expose("/<string:slug>/", methods=["POST"])
    @protect()
    @permission_name("write")
    def create(self, slug: str) -> Response:
        kind = declared(slug)
        made = records.create(graph(), current_actor(), kind, sent_values(kind, body()))
        where = f"{ROOT}/{kind.slug}/{quote(made.uid)}"
        return answer(shapes.record(kind, made), 201, {"Location": where})

    @expose("/<string:slug>/<path:key>", methods=["GET"])
    @protect()
    @permission_name("read")
    def get(self, slug: str, key: str) -> Response:
        kind = declared(slug)
        found = records.get(reader(), current_actor(), kind, key)
        return answer(shapes.record(kind, found))

    @expose("/<string:slug>/<path:key>", methods=["PUT"])
    @protect()
    @permission_name("write")
    def change(self, slug: str, key: str) -> Response:
        kind, sent = declared(slug), body()
        version, values = sent_version(sent), sent_values(kind, sent)
        made = records.change(graph(), current_actor(), kind, key, version, values)
        return answer(shapes.record(kind, made))

    @expose("/<string:slug>/<path:key>/retire", methods=["POST"])
    @protect()
    @permission_name("write")
    def retire(self, slug: str, key: str) -> Response:
        kind, sent = declared(slug), body()
        version, reason = sent_version(sent), sent_reason(sent)
        made = records.retire(graph(), current_actor(), kind, key, version, reason)
        return answer(shapes.record(kind, made))

    @expose("/<string:slug>/<path:key>/reinstate", methods=["POST"])
    @protect()
    @permission_name("write")
    def reinstate(self, slug: str, key: str) -> Response:
        kind, version = declared(slug), sent_version(body())
        made = records.reinstate(graph(), current_actor(), kind, key, version)
        return answer(shapes.record(kind, made))


def declared(slug: str) -> RecordType:
    """The type with this name in the address. Raises BadAddress."""
    try:
        return type_of(slug)
    except Unknown:
        raise BadAddress() from None
