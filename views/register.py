"""Every view and menu entry, and which role may use which."""

from __future__ import annotations

from typing import Any

from graph.scope import Role

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


def permissions() -> dict[Role, set[tuple[str, str]]]:
    """What each role may do: (permission, view or menu)."""
    return {role: set() for role in Role} | {Role.ADMINISTRATOR: set(ADMINISTRATION)}
