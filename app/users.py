"""FAB's data interface for users, with the rules and the audit on every way to change one."""

from __future__ import annotations

from typing import Any

from flask_appbuilder.models.sqla.interface import SQLAInterface
from flask_babel import get_locale
from sqlalchemy import inspect

from app import accounts, sessions
from app.security_audit import audited
from app.sql import db
from graph.errors import ZhijianError

_AUDITED = ("username", "first_name", "last_name", "email", "court", "officer", "active")


class UserStore(SQLAInterface):
    """Adds and changes users; deletes none: accounts are disabled."""

    def add(self, item: Any, **_: Any) -> bool:
        roles = sorted(role.name for role in item.roles)
        return self._audited("created", item, {"roles": roles})

    def edit(self, item: Any, **_: Any) -> bool:
        changes = _changes(item)
        before, was_active = _roles_before(item), _was_active(item)
        try:
            accounts.check_change(item, before, was_active)
        except ZhijianError as error:
            return self._refused(error)
        return self._audited("changed", item, changes)

    def delete(self, item: Any, **_: Any) -> bool:
        raise NotImplementedError("accounts are disabled, never deleted")

    def _audited(self, tag: str, item: Any, detail: dict[str, Any]) -> bool:
        try:
            with audited(tag, item, **detail):
                db.session.add(item)
                if detail.keys() & {"roles", "active", "court"} and item.id:
                    sessions.end_all(item.id)
        except ZhijianError as error:
            return self._refused(error)
        self.message = (
            self.add_row_message if tag == "created" else self.edit_row_message,
            "success",
        )
        return True

    def _refused(self, error: ZhijianError) -> bool:
        db.session.rollback()
        locale = get_locale()
        self.message = (error.text.in_(locale.language if locale else "zh"), "danger")
        return False


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


def _was_active(item: Any) -> bool:
    history = inspect(item).attrs["active"].history
    return bool(next(iter(history.deleted), item.active))
