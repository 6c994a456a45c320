"""Taking a step about an overdue duty (A4): a form on the duty's page."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.duties import escalation
from graph.scope import Role
from views.duties.waiver import answered
from views.request import current_actor, graph


class EscalationStepView(BaseView):
    """POST ``/duties/<number>/escalate``."""

    route_base = "/duties"
    default_view = "take"
    base_permissions = ["can_escalate"]

    @expose("/<number>/escalate", methods=["POST"])
    @has_access
    @permission_name("escalate")
    def take(self, number: str) -> Any:
        """Reminder, notice or order, in their order."""
        return answered(number, _("已登记督促。"), lambda: escalation.take(
            graph(), current_actor(), number, request.form.get("step", ""),
            request.form.get("note", ""),
        ))  # fmt: skip


def register(appbuilder: Any) -> None:
    """Add the address."""
    appbuilder.add_view_no_menu(EscalationStepView)


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who takes steps; about which duties, graph.duties.escalation says."""
    return {role: {("can_escalate", "EscalationStepView")} for role in escalation.TAKERS}
