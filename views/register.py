"""Every view and menu entry, and which role may use which."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from graph.scope import Role
from views import (
    api,
    audit,
    chain,
    courts,
    duplicates,
    explore,
    exports,
    home,
    inbox,
    officers,
    problems,
    questions,
    records,
    reveal,
    saved_views,
    search,
    workbench,
)
from views.dictionary import DictionaryView
from views.duties import escalation as duty_escalation
from views.duties import missing as duty_missing
from views.duties import pages as duty_pages
from views.duties import parameters as duty_parameters
from views.duties import rules as duty_rules
from views.duties import waiver as duty_waiver

EVERYBODY = {
    ("menu_access", "administration"),
    ("menu_access", "Dictionary"),
    ("can_read", "DictionaryView"),
}

PARTS = (
    workbench,
    inbox,
    home,
    explore,
    duty_missing,
    duty_pages,
    duty_waiver,
    duty_escalation,
    records,
    duty_rules,
    duty_parameters,
    problems,
    courts,
    officers,
    duplicates,
    search,
    audit,
    exports,
    reveal,
    chain,
    questions,
    saved_views,
    api,
)
"""Packages and modules of views that say themselves what they add, and who may use it:
``register(appbuilder)`` and ``rights()``."""

ADMINISTRATION = {
    ("menu_access", "administration"),
    ("menu_access", "Users"),
    ("menu_access", "Roles"),
    *(("can_" + what, "UserView") for what in ("list", "show", "add", "edit", "manage")),
    ("can_list", "RoleView"),
    ("can_show", "RoleView"),
}


def register(appbuilder: Any) -> None:
    """Add the views. The security manager has added its own already."""
    appbuilder.add_view(
        DictionaryView, "Dictionary", icon="list", label=_("数据字典"), category="administration"
    )

    for part in PARTS:
        part.register(appbuilder)


def permissions() -> dict[Role, set[tuple[str, str]]]:
    """What each role may do: (permission, view or menu)."""
    given = {role: set(EVERYBODY) for role in Role}
    given[Role.ADMINISTRATOR] |= ADMINISTRATION
    for part in PARTS:
        for role, rights in part.rights().items():
            given[role] |= rights
    return given
