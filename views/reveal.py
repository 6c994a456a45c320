"""A masked value in full, for a reason that goes on record."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name

from graph import records
from graph.errors import BadAddress, Unknown
from graph.model import type_of
from graph.scope import Role
from views.request import current_actor, graph


class RevealView(BaseView):
    """POST {field, reason} → {"value"}; within one's scope only."""

    route_base = "/records"
    default_view = "reveal"
    base_permissions = ["can_reveal"]

    @expose("/<string:slug>/<string:uid>/reveal", methods=["POST"])
    @has_access
    @permission_name("reveal")
    def reveal(self, slug: str, uid: str) -> Any:
        try:
            kind = type_of(slug)
        except Unknown:
            raise BadAddress() from None
        sent = request.get_json(silent=True) if request.is_json else request.form
        said = sent if hasattr(sent, "get") else {}
        field, reason = (str(said.get(name) or "") for name in ("field", "reason"))
        value = records.reveal(graph(), current_actor(), kind, uid, field, reason)
        return jsonify(value=value)


def register(appbuilder: Any) -> None:
    """Add the address."""
    appbuilder.add_view_no_menu(RevealView)


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Every role: scope decides on the record, the audit keeps who asked and why."""
    return {role: {("can_reveal", "RevealView")} for role in Role}
