"""/api/v1/search: records of all types by key, number or words."""

from __future__ import annotations

from flask import Response, request
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from graph import records
from graph.errors import BadParameter
from graph.model import RecordType, type_of, types
from graph.text import Text
from views.api.shapes import answer
from views.query_string import number
from views.request import current_actor, reader

MOST = 50


class SearchApi(BaseApi):
    """Search over every type that the asker may read, or over the types named."""

    route_base = "/api/v1/search"
    allow_browser_login = True

    @expose("", methods=["GET"])
    @protect()
    @permission_name("read")
    def search(self) -> Response:
        words = request.args.get("q", "").strip()
        if not words:
            raise BadParameter(
                name="q", value="", why=Text("请给出要查找的内容", "say what to find")
            )
        limit = number(request.args, "limit", 10, MOST)
        found = records.suggest(reader(), current_actor(), _kinds(), words, limit)
        return answer({
            "items": [
                {"type": s.label, "uid": s.uid, "title": s.title, "detail": s.detail}
                for s in found
            ],
        })  # fmt: skip


def _kinds() -> list[RecordType]:
    named = request.args.getlist("type")
    unknown = [n for n in named if n not in types() and n not in {k.slug for k in types().values()}]
    if unknown:
        raise BadParameter(
            name="type", value=unknown[0], why=Text("没有这种记录", "there is no such record type")
        )
    return [type_of(n) for n in named] or list(types().values())
