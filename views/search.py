"""Search from the top bar: one page with the hits of every type, and suggestions while typing."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.model import RecordType, types
from graph.operations.search import Group, Hit, search
from graph.records import Count
from graph.scope import Role
from views.cells import address
from views.request import current_actor, reader, say

LONGEST = 100
"""Characters of a question; what is longer is cut."""

OF_ONE_TYPE = 30
SUGGESTED = 3


class SearchView(BaseView):
    """What is found, by type; counts go as far as the facets say."""

    route_base = "/search"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("")
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        words = _words()
        chosen = next((k for k in types().values() if k.slug == request.args.get("type")), None)
        groups = _found(words, OF_ONE_TYPE if chosen else None)
        shown = [group for group in groups if chosen is None or group.kind is chosen]
        return self.render_template(
            "zj/search.html",
            title=_("查找"),
            words=words,
            facets=_facets(words, groups, chosen),
            groups=[_shown(words, group) for group in shown],
        )

    @expose("/suggest")
    @has_access
    @permission_name("read")
    def suggest(self) -> Any:
        return jsonify(
            items=[
                {
                    "id": hit.uid,
                    "title": hit.title,
                    "sub": " · ".join((say(group.kind.label), *_beneath(hit))),
                    "url": address(group.kind, hit.key, hit.uid),
                }
                for group in _found(_words(), SUGGESTED)
                for hit in group.hits
            ]
        )


def _words() -> str:
    return request.args.get("q", "").strip()[:LONGEST]


def _found(words: str, shown: int | None) -> list[Group]:
    limits = {} if shown is None else {"shown": shown}
    return search(reader(), current_actor(), words, list(types().values()), **limits)


def _facets(words: str, groups: list[Group], chosen: RecordType | None) -> list[dict[str, Any]]:
    here = url_for("SearchView.page", q=words)
    return [
        {"label": _("全部"), "url": here, "current": chosen is None},
        *(
            {
                "label": say(group.kind.plural),
                "url": f"{here}&type={group.kind.slug}",
                "count": counted(group.count),
                "current": group.kind is chosen,
            }
            for group in groups
        ),
    ]


def _shown(words: str, group: Group) -> dict[str, Any]:
    more = group.count.capped or group.count.value > len(group.hits)
    return {
        "label": say(group.kind.plural),
        "icon": group.kind.look.icon,
        "count": counted(group.count),
        "url": url_for(f"{group.kind.name}View.list", q=words) if more else "",
        "hits": [
            {
                "title": hit.title,
                "url": address(group.kind, hit.key, hit.uid),
                "beneath": _beneath(hit),
            }
            for hit in group.hits
        ],
    }


def _beneath(hit: Hit) -> list[str]:
    """Key (where the title doesn't say it) and court."""
    parts = [hit.key if hit.key not in hit.title else "", hit.court_name, hit.court]
    return list(dict.fromkeys(p for p in parts if p and p != hit.title))


def counted(count: Count) -> str:
    """A count in words: ``100+`` beyond its cap."""
    return f"{count.value:,}".replace(",", " ") + ("+" if count.capped else "")


def register(appbuilder: Any) -> None:
    """Add the view; the frame's box leads to it."""
    appbuilder.add_view_no_menu(SearchView)


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Everybody searches what they may read."""
    return {role: {("can_read", "SearchView")} for role in Role}
