"""Releasing the debtors of a duty, and taking that back: forms on the duty's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.duties import waiver
from graph.duties.table import RULES
from graph.errors import BadParameter, Conflict, DutyClosed, Invalid, OutOfOrder, ZhijianError
from graph.model import Record
from graph.operations.duties.page import duty_page
from graph.scope import Role
from graph.text import Text
from views.duties.pages import DutiesView, origin
from views.request import current_actor, graph, reader, reread, say

CORRECTABLE = (Invalid, Conflict, DutyClosed, OutOfOrder)
"""What the page is shown again for, with what was typed and the sentence."""


class WaiverView(BaseView):
    """POST ``/duties/<number>/waive`` and ``/restore``."""

    route_base = "/duties"
    default_view = "waive"
    base_permissions = ["can_waive"]

    @expose("/<number>/waive", methods=["POST"])
    @has_access
    @permission_name("waive")
    def waive(self, number: str) -> Any:
        """Release the debtors, for a reason."""
        return answered(number, _("已豁免。"), lambda: waiver.waive(
            graph(), current_actor(), number, version(), request.form.get("reason", ""),
            request.form.get("note", ""), origin(),
        ))  # fmt: skip

    @expose("/<number>/restore", methods=["POST"])
    @has_access
    @permission_name("waive")
    def restore(self, number: str) -> Any:
        """Take the release back."""
        return answered(number, _("已撤销豁免，责任按记录重新判断。"), lambda: waiver.restore(
            graph(), current_actor(), number, version(), request.form.get("note", "")
        ))  # fmt: skip


def answered(number: str, said: str, act: Callable[[], Record]) -> Any:
    """Do it and go back to the duty; or its page again with what was wrong."""
    try:
        act()
    except CORRECTABLE as error:
        return again(number, error)
    flash(said, "success")
    return redirect(f"/duties/{number}")


def again(number: str, error: ZhijianError) -> Any:
    """The duty's page with what was typed, and why nothing was done."""
    reread()
    found = duty_page(reader(), current_actor(), number, origin())
    faults = error.faults if isinstance(error, Invalid) else {}
    view = DutiesView()
    view.appbuilder = _appbuilder()
    return view.page(found, faults, "" if faults else say(error.text), error.status)


def _appbuilder() -> Any:
    from flask import current_app

    return current_app.appbuilder


def version() -> int:
    """The version of the duty that the user saw; 0 of a latent one. Raises BadParameter."""
    text = request.form.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        why = Text("页面缺少版本号，请重新打开", "the page has no version: open it again")
        raise BadParameter(name="version", value=text, why=why)
    return int(text)


def register(appbuilder: Any) -> None:
    """Add the addresses."""
    appbuilder.add_view_no_menu(WaiverView)


def rights() -> dict[Role, set[tuple[str, str]]]:
    """The roles that some rule lets waive; of which duty, graph.duties.waiver says."""
    roles = {role for rule in RULES.values() for role in rule.waiver.roles} | {Role.SUPERVISOR}
    return {Role(role): {("can_waive", "WaiverView")} for role in roles}
