"""Search from the top bar: one page with the hits of every type, and suggestions while typing."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.model import RecordType, types
from graph.operations import search
from graph.operations.search import Facet, Found, Group, Hit, Narrowed
from graph.records import Count
from graph.scope import Role
from graph.text import Text
from views.cells import address
from views.request import current_actor, language, reader, say

LONGEST = 100
"""Characters of a question; what is longer is cut."""

OF_ONE_TYPE = 30

LEVELS = {
    "c1": Text("高级法院", "High courts"),
    "c2": Text("中级法院", "Intermediate courts"),
    "c3": Text("基层法院", "Basic courts"),
}


class SearchView(BaseView):
    """What is found, by type, court and year; counts go as far as the facets say."""

    route_base = "/search"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("")
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        """Hits of all types, or of the chosen one; more of a type is its list's matter."""
        words = _words()
        chosen = next((k for k in types().values() if k.slug == request.args.get("type")), None)
        to = Narrowed(**{n: request.args.get(n, "")[:40] for n in ("court", "level", "year")})
        shown = OF_ONE_TYPE if chosen else search.SHOWN
        found = search.look(
            reader(), current_actor(), words, list(types().values()), shown=shown, to=to
        )
        groups = [group for group in found.groups if chosen is None or group.kind is chosen]
        return self.render_template(
            "zj/search.html",
            title=_("查找"),
            words=words,
            narrowed=any((to.court, to.level, to.year)),
            facets=_types(found, chosen),
            sides=_sides(found, to),
            groups=[_shown(found.words, group, chosen, to) for group in groups],
            help=[_help(kind) for kind in _readable()],
        )

    @expose("/suggest")
    @has_access
    @permission_name("read")
    def suggest(self) -> Any:
        """The best hits while somebody types; before, what a search may begin with."""
        words = _words()
        kinds = list(types().values())
        found = search.suggest(reader(), current_actor(), words, kinds)
        named, rest = search.split(words, _readable())
        return jsonify(
            items=[_suggested(kind, hit) for kind, hit in found],
            help=[] if rest else [_help(kind) for kind in ([named] if named else _readable())],
        )


def _words() -> str:
    return request.args.get("q", "").strip()[:LONGEST]


def _readable() -> list[RecordType]:
    actor = current_actor()
    return [kind for kind in types().values() if actor.may_read(kind)]


def _help(kind: RecordType) -> dict[str, str]:
    """What keeps a search to a type."""
    return {"prefix": search.prefix(kind, language()), "label": say(kind.plural)}


def _suggested(kind: RecordType, hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.uid,
        "title": hit.title,
        "sub": " · ".join((say(kind.label), *_beneath(hit))),
        "url": address(kind, hit.key, hit.uid),
        "type": say(kind.label),
        "icon": kind.look.icon,
        "court": hit.court_name or hit.court,
        "reasons": _reasons(hit),
    }


def _reasons(hit: Hit) -> list[dict[str, Any]]:
    return [{"label": say(reason.label), "parts": reason.parts} for reason in hit.reasons]


def _here(**changed: str) -> str:
    """This page's address with other choices; an empty one is left out."""
    kept = {n: request.args.get(n, "") for n in ("q", "type", "court", "level", "year")}
    return url_for("SearchView.page", **{n: v for n, v in (kept | changed).items() if v})


def _types(found: Found, chosen: RecordType | None) -> list[dict[str, Any]]:
    return [
        {"label": _("全部"), "url": _here(type=""), "current": chosen is None},
        *(
            {
                "label": say(group.kind.plural),
                "url": _here(type=group.kind.slug),
                "count": counted(group.count),
                "current": group.kind is chosen,
            }
            for group in found.groups
        ),
    ]


def _sides(found: Found, to: Narrowed) -> list[dict[str, Any]]:
    """The other facets, each with the way back where it has been chosen."""
    named = {level: say(text) for level, text in LEVELS.items()}
    parts = (
        ("level", _("法院层级"), to.level, found.levels, named),
        ("court", _("法院"), to.court, found.courts, {}),
        ("year", _("年份"), to.year, found.years, {}),
    )
    return [
        {
            "name": name,
            "label": label,
            "clear": _here(**{name: ""}) if value else "",
            "items": [_side(name, value, facet, names) for facet in facets],
        }
        for name, label, value, facets, names in parts
        if facets or value
    ]


def _side(name: str, value: str, facet: Facet, names: dict[str, str]) -> dict[str, Any]:
    return {
        "label": names.get(facet.value, facet.name),
        "url": _here(**{name: facet.value}),
        "count": counted(facet.count),
        "current": facet.value == value,
    }


def _shown(words: str, group: Group, chosen: RecordType | None, to: Narrowed) -> dict[str, Any]:
    more = group.count.capped or group.count.value > len(group.hits)
    narrowed = to != Narrowed()
    everything = url_for(f"{group.kind.name}View.list", q=words)
    return {
        "label": say(group.kind.plural),
        "icon": group.kind.look.icon,
        "count": counted(group.count),
        "url": _here(type=group.kind.slug) if more and chosen is None else "",
        "list_url": everything if more and chosen is not None and not narrowed else "",
        "hits": [
            {
                "title": hit.title,
                "url": address(group.kind, hit.key, hit.uid),
                "beneath": [*_beneath(hit), *([hit.year] if hit.year else [])],
                "reasons": _reasons(hit),
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
