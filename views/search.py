"""Search from the top bar: one page with the hits of every type, and suggestions while typing."""

from __future__ import annotations

import re
from typing import Any

from flask import jsonify, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.errors import BadParameter
from graph.model import RecordType, types
from graph.operations import search
from graph.operations.search import Facet, Found, Group, Hit, Narrowed, Page
from graph.records import Count
from graph.scope import Role
from graph.text import Text
from views.cells import address
from views.request import current_actor, language, reader, say

LONGEST = 100
"""Characters of a question; what is longer is cut."""

LEVELS = {
    "c1": Text("高级法院", "High courts"),
    "c2": Text("中级法院", "Intermediate courts"),
    "c3": Text("基层法院", "Basic courts"),
}


class SearchView(BaseView):
    """What is found, by type, court and year; counts go as far as they say."""

    route_base = "/search"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("")
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        """The best hits of each type; of a type that the address or the words name all, a page at
        a time, whose facets count that type alone."""
        words = _words()
        named, rest = search.split(words, _readable())
        chosen, to = _chosen() or named, _narrowed()
        tx, actor = reader(), current_actor()
        found = search.look(tx, actor, words, list(types().values()), to=to)
        page = None
        if chosen is not None and named in (None, chosen):
            page = search.page(tx, actor, rest, chosen, to, request.args.get("after", ""))
        return self.render_template(
            "zj/search.html",
            title=_("查找"),
            words=words,
            asked=bool(rest),
            others=bool(found.groups),
            narrowed=to != search.EVERYWHERE,
            facets=_types(found, chosen, page),
            sides=_sides(page or found, to) if page or chosen is None else [],
            most=_number(search.WIDEST if page else search.COUNT_CAP),
            groups=[_shown(group) for group in found.groups if chosen is None],
            page=_paged(page) if page else None,
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


def _chosen() -> RecordType | None:
    """The type that the address names. Raises BadParameter."""
    said = request.args.get("type", "")
    kind = next((k for k in types().values() if k.slug == said), None)
    if said and kind is None:
        raise BadParameter(
            name="type", value=said, why=Text("没有这种记录", "there is no such record type")
        )
    return kind


def _narrowed() -> Narrowed:
    """What the address narrows the search to. Raises BadParameter; a court that doesn't exist is
    like one out of sight: nothing is found there."""
    court, level, year = (request.args.get(n, "")[:40] for n in ("court", "level", "year"))
    if level and level not in LEVELS:
        raise BadParameter(name="level", value=level, why=Text("应为 c1、c2 或 c3", "c1, c2 or c3"))
    if year and not re.fullmatch(r"[0-9]{4}", year):
        raise BadParameter(
            name="year", value=year, why=Text("应为四位数字", "four digits are needed")
        )
    return Narrowed(court, level, year)


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


def _types(found: Found, chosen: RecordType | None, page: Page | None) -> list[dict[str, Any]]:
    """The types with hits; the chosen one in any case, counted as far as its page does."""
    counts = {group.kind.name: group.count for group in found.groups}
    if chosen is not None:
        counts[chosen.name] = page.count if page else Count(0)
    return [
        {"label": _("全部"), "url": _here(type=""), "current": chosen is None},
        *(
            {
                "label": say(kind.plural),
                "url": _here(type=kind.slug),
                "count": counted(count),
                "current": kind is chosen,
            }
            for kind, count in ((types()[name], count) for name, count in counts.items())
        ),
    ]


def _sides(found: Found | Page, to: Narrowed) -> list[dict[str, Any]]:
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


def _shown(group: Group) -> dict[str, Any]:
    more = group.count.capped or group.count.value > len(group.hits)
    return {
        "label": say(group.kind.plural),
        "icon": group.kind.look.icon,
        "count": counted(group.count),
        "url": _here(type=group.kind.slug) if more else "",
        "hits": [_hit(group.kind, hit) for hit in group.hits],
    }


def _paged(page: Page) -> dict[str, Any]:
    """A page of one type: which hits these are, of how many, and the pages beside it."""
    last = page.first + len(page.hits)
    before = page.first > 0
    return {
        "label": say(page.kind.plural),
        "icon": page.kind.look.icon,
        "count": counted(page.count),
        "hits": [_hit(page.kind, hit) for hit in page.hits],
        "text": _("第 %(a)s–%(b)s 条，共 %(n)s 条", a=_number(page.first + 1), b=_number(last),
                  n=counted(page.count)),
        "first": _here() if before else "",
        "previous": _here(after=page.back) if before else "",
        "next": _here(after=page.on) if page.on else "",
        "lost": page.lost,
        "cut": page.count.capped and not page.on,
        "list_url": url_for(f"{page.kind.name}View.list", q=page.words),
    }  # fmt: skip


def _hit(kind: RecordType, hit: Hit) -> dict[str, Any]:
    return {
        "title": hit.title,
        "url": address(kind, hit.key, hit.uid),
        "beneath": [*_beneath(hit), *([hit.year] if hit.year else [])],
        "reasons": _reasons(hit),
    }


def _beneath(hit: Hit) -> list[str]:
    """Key (where the title doesn't say it) and court."""
    parts = [hit.key if hit.key not in hit.title else "", hit.court_name, hit.court]
    return list(dict.fromkeys(p for p in parts if p and p != hit.title))


def counted(count: Count) -> str:
    """A count in words: ``100+`` beyond its cap."""
    return _number(count.value) + ("+" if count.capped else "")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def register(appbuilder: Any) -> None:
    """Add the view; the frame's box leads to it."""
    appbuilder.add_view_no_menu(SearchView)


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Everybody searches what they may read."""
    return {role: {("can_read", "SearchView")} for role in Role}
