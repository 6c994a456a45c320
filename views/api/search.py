"""/api/v1/search: records of all types by key, number, name, court or words."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from graph.errors import BadParameter
from graph.model import RecordType, type_of, types
from graph.operations.search import Group, Hit, look
from graph.text import Text
from views.api.shapes import answer
from views.query_string import LONGEST, number
from views.request import current_actor, reader, say

MOST = 50


class SearchApi(BaseApi):
    """Search over every type that the asker may read, or over the types named."""

    route_base = "/api/v1/search"
    allow_browser_login = True

    @expose("", methods=["GET"])
    @protect()
    @permission_name("read")
    def search(self) -> Response:
        words = request.args.get("q", "").strip()[:LONGEST]
        if not words:
            raise BadParameter(
                name="q", value="", why=Text("请给出要查找的内容", "say what to find")
            )
        limit = number(request.args, "limit", 10, MOST)
        found = look(reader(), current_actor(), words, _kinds(), shown=limit)
        return answer({
            "items": [_item(group, hit) for group in found.groups for hit in group.hits],
            "counts": [
                {"type": g.kind.name, "count": g.count.value, "capped": g.count.capped}
                for g in found.groups
            ],
        })  # fmt: skip


def _item(group: Group, hit: Hit) -> dict[str, Any]:
    detail = (say(group.kind.label), hit.key, hit.court_name or hit.court)
    return {
        "type": group.kind.name,
        "uid": hit.uid,
        "key": hit.key,
        "title": hit.title,
        "detail": " · ".join(part for part in detail if part),
        "court": hit.court,
        "reasons": [
            {
                "field": reason.field,
                "label": say(reason.label),
                "text": reason.text,
                "words": [part for part, marked in reason.parts if marked],
            }
            for reason in hit.reasons
        ],
    }


def _kinds() -> list[RecordType]:
    named = request.args.getlist("type")
    unknown = [n for n in named if n not in types() and n not in {k.slug for k in types().values()}]
    if unknown:
        raise BadParameter(
            name="type", value=unknown[0], why=Text("没有这种记录", "there is no such record type")
        )
    return [type_of(n) for n in dict.fromkeys(named)] or list(types().values())
