"""FAB's data interface for users, with the rules and the audit on every way to change one."""

from __future__ import annotations

from typing import Any

from flask_appbuilder.models.sqla.interface import SQLAInterface
from sqlalchemy import inspect

from app import accounts, sessions
from app.security_audit import audited
from app.sql import db
from app.tables import level_keys

_AUDITED = ("username", "first_name", "last_name", "email", "court", "officer", "active")


class UserStore(SQLAInterface):
    """Adds and changes users; deletes none: accounts are disabled.

    Raises AccountRefused, also for accounts and courts that aren't the own to manage, and
    AuditUnavailable; nothing is changed then.
    """

    def add(self, item: Any) -> None:
        accounts.require_managed(item.place)
        with audited("created", item, roles=sorted(role.name for role in item.roles)):
            db.session.add(item)

    def edit(self, item: Any) -> None:
        changes = _changes(item)
        before = accounts.Before(
            roles=_roles_before(item),
            active=bool(_before(item, "active")),
            court=_before(item, "court"),
        )
        accounts.require_managed(_place_before(item), item.place)
        with audited("changed", item, **changes):
            accounts.check_change(item, before)
            db.session.add(item)
            if changes.keys() & {"roles", "active", "court"}:
                sessions.end_all(item.id)

    def delete(self, item: Any) -> None:
        raise NotImplementedError("accounts are disabled, never deleted")


def _changes(item: Any) -> dict[str, Any]:
    """What differs from what is stored: column → [before, now]; never a password."""
    found: dict[str, Any] = {}
    for name in _AUDITED:
        history = inspect(item).attrs[name].history
        if history.has_changes():
            found[name] = [next(iter(history.deleted), None), next(iter(history.added), None)]
    before, now = _roles_before(item), {role.name for role in item.roles}
    if before != now:
        found["roles"] = [sorted(before), sorted(now)]
    return found


def _roles_before(item: Any) -> set[str]:
    history = inspect(item).attrs["roles"].history
    return {role.name for role in (*history.unchanged, *history.deleted)}


def _before(item: Any, column: str) -> Any:
    history = inspect(item).attrs[column].history
    return next(iter(history.deleted), getattr(item, column))


def _place_before(item: Any) -> dict[str, str | None]:
    columns = ("court", "court_level", "court_tree", "court_middle")
    return level_keys(*(_before(item, column) for column in columns))
