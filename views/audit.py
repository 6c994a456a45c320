"""The audit's own page: the chains of one's courts, the last checkpoint, and their verification."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph import audit
from graph.audit import Chain
from graph.errors import GraphTooSlow, NotFound
from graph.model import type_of
from graph.scope import Role
from graph.text import Text
from views.request import current_actor, reader, say

MOST_EVENTS = 50_000
"""What a page verifies while somebody waits; beyond, the command does it."""


class AuditView(BaseView):
    """For administrators and inspectors; the events themselves are a list of their own."""

    route_base = "/audit"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        return self._page(audit.chains(reader(), current_actor()))

    @expose("/verify", methods=["POST"])
    @has_access
    @permission_name("read")
    def verify(self) -> Any:
        """Recompute one chain, or all that are listed. Changes nothing."""
        chains = audit.chains(reader(), current_actor())
        wanted = _chosen(chains, request.form.get("chain", ""))
        return self._page(chains, _result(wanted))

    def _page(self, chains: list[Chain], result: dict[str, Any] | None = None) -> Any:
        signed = audit.last_checkpoint(reader())
        return self.render_template(
            "zj/audit.html",
            title=_("审计校验"),
            chains=chains,
            result=result,
            checkpoint=_signed(chains, signed),
            events_url=url_for("AuditEventView.list"),
        )


def _chosen(chains: list[Chain], name: str) -> list[Chain]:
    """The chains to verify. Raises NotFound, also for those out of sight."""
    if not name:
        return chains
    found = [chain for chain in chains if chain.name == name]
    if not found:
        raise NotFound(type=Text("审计链", "audit chain"), key=name)
    return found


def _result(wanted: list[Chain]) -> dict[str, Any]:
    """What verification says: faults by chain, or that it is too much for a page."""
    registered = sum(chain.events for chain in wanted)
    if registered > MOST_EVENTS:
        return {"too_many": registered, "most": MOST_EVENTS}
    names = [chain.name for chain in wanted]
    secret = str(current_app.config["SECRET_KEY"])
    try:
        read, faults = audit.verify(reader(), secret, names)
    except GraphTooSlow:
        return {"too_many": registered, "most": MOST_EVENTS}
    return {
        "read": read,
        "chains": len(names),
        "faults": [{"chain": f.chain, "place": f.place, "what": say(f.what)} for f in faults],
        "bad": {f.chain for f in faults},
        "verified": set(names),
    }


def _signed(chains: list[Chain], made: dict[str, Any] | None) -> dict[str, Any] | None:
    """The last checkpoint, and how many events of these chains came after it."""
    if made is None:
        return None
    since = sum(max(0, chain.events - made["heads"].get(chain.name, 0)) for chain in chains)
    at = type_of("AuditEvent").fields["happened_at"].display(made["at"])
    return {"at": say(at), "by": made["by"], "since": since}


def register(appbuilder: Any) -> None:
    """Add the page to the administration."""
    appbuilder.add_view(
        AuditView, "Audit", icon="shield", label=lazy_gettext("审计校验"), category="administration"
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may read the audit may verify it."""
    given = {("can_read", "AuditView"), ("menu_access", "Audit")}
    return {role: set(given) for role in Role if role in type_of("AuditEvent").access.read}
