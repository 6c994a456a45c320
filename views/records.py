"""Registers a view for every declared record type, its place in the menu, and who may use it."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel.speaklater import LazyString

from graph import records, scope
from graph.errors import Unknown
from graph.model import RecordType, Ref, type_of, types
from graph.scope import Role
from graph.text import Text
from views.base import READING, WRITING, view_for
from views.cells import PAGES
from views.request import current_actor, reader, say

LONGEST_QUESTION = 100

BY_OWN_PAGES = {*PAGES, "Rule", "Parameter"}
"""Types that the menu leads to by pages of their own (views/duties), which lead to the lists."""


class TypeaheadView(BaseView):
    """What may be chosen in a relation's field: ``/typeahead/petition.officers?q=…``."""

    route_base = "/typeahead"
    default_view = "suggest"
    base_permissions = ["can_suggest"]

    @expose("/<name>")
    @has_access
    @permission_name("suggest")
    def suggest(self, name: str) -> Any:
        """Records that the relation may lead to, in the user's scope, by key or by words."""
        kind, ref = relation(name)
        actor = current_actor()
        scope.require_read(kind, actor)
        words = request.args.get("q", "")[:LONGEST_QUESTION]
        targets = [types()[target] for target in ref.targets]
        found = records.suggest(reader(), actor, targets, words)
        return jsonify(
            items=[{"id": each.uid, "title": each.title, "sub": each.detail} for each in found]
        )


def relation(name: str) -> tuple[RecordType, Ref]:
    """The declared relation with this name in addresses, ``petition.officers``. Raises Unknown."""
    slug, _, ref = name.partition(".")
    try:
        kind = type_of(slug)
        return kind, kind.ref(ref)
    except Unknown:
        raise Unknown(what=Text("关系", "relation"), name=name) from None


def register(appbuilder: Any) -> None:
    """Add the view of every type, in the group of its domain."""
    appbuilder.add_view_no_menu(TypeaheadView)
    for kind in types().values():
        if kind.name in BY_OWN_PAGES:
            appbuilder.add_view_no_menu(view_for(kind))
            continue
        appbuilder.add_view(
            view_for(kind),
            kind.name,
            icon=kind.look.icon,
            label=LazyString(say, kind.plural),
            category=kind.domain.value,
        )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may use what: as each type's declaration says."""
    return {role: _rights(role) for role in Role}


def _rights(role: Role) -> set[tuple[str, str]]:
    given = {("can_suggest", "TypeaheadView")}
    for kind in types().values():
        view = f"{kind.name}View"
        if role in kind.access.read:
            given |= {(permission, view) for permission in READING}
            given.add(("menu_access", kind.domain.value))
            given |= set() if kind.name in BY_OWN_PAGES else {("menu_access", kind.name)}
        if role in kind.access.write:
            given |= {(permission, view) for permission in WRITING}
    return given
