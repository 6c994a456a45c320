"""What is done with accounts: log in, create, disable, unlock, reset, change of password.

Each is audited (intent, SQL, outcome) and keeps the rules: nobody changes the own rights, one
active administrator always remains, a given password is changed at the first login.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask_appbuilder.security.sqla.models import (
    Permission,
    PermissionView,
    Role,
    ViewMenu,
    assoc_permissionview_role,
    assoc_user_role,
)
from flask_login import current_user
from sqlalchemy import func, select

from app import login, passwords, sessions
from app.security_audit import audited, note
from app.sql import db
from app.tables import ZhijianUser, new_stamp, utcnow
from graph.errors import AccountRefused, Invalid, LockedOut, LoginRefused
from graph.text import Text

ADMINISTRATOR = "administrator"
FIRST_PASSWORDS = "first-passwords.json"


# --- logging in and out


def authenticate(username: str, password: str, address: str) -> ZhijianUser:
    """The user, with the login audited and counted.

    Raises LoginRefused, LockedOut, and AuditUnavailable for right and wrong passwords alike.
    """
    try:
        user = login.check(username, password, address)
    except (LoginRefused, LockedOut) as error:
        known = login.find(username)
        tag = "login:locked" if isinstance(error, LockedOut) else "login:failed"
        # a name that isn't a user's may be a password typed into the wrong field
        note(known.username if known else "unknown", tag, address=address)
        raise
    with audited(user.username, "login:in", address=address):
        user.login_count = (user.login_count or 0) + 1
        user.last_login = utcnow()
        user.fail_login_count = 0
        if user.stamp is None:
            user.stamp = new_stamp()
        db.session.commit()
    login.purge()
    return user


def logged_out(user: ZhijianUser) -> None:
    """Audit a logout; the caller ends the session."""
    note(user.username, "login:out")


def rights(role_ids: list[int]) -> set[tuple[str, str]]:
    """(permission, view or menu) of these roles together."""
    if not role_ids:
        return set()
    link = assoc_permissionview_role
    of_roles = (
        select(Permission.name, ViewMenu.name)
        .join(PermissionView, PermissionView.permission_id == Permission.id)
        .join(ViewMenu, PermissionView.view_menu_id == ViewMenu.id)
        .join(link, link.c.permission_view_id == PermissionView.id)
        .where(link.c.role_id.in_(role_ids))
    )
    return {(permission, view) for permission, view in db.session.execute(of_roles)}


# --- passwords


def change_own_password(user: ZhijianUser, old: str, new: str) -> None:
    """Change the own password: every session and token ends; the caller renews its own.

    Raises Invalid with the fields' sentences.
    """
    if not passwords.matches(user.password, old):
        wrong = Text("当前密码不正确。", "The present password is wrong.")
        raise Invalid({"old": wrong})
    passwords.check(new, user.username, user.password)
    with audited(user.username, "account:password-changed", user=user.username):
        _give_password(user, new, must_change=False)
        sessions.end_all(user.id)
        db.session.commit()


def reset_password(user: ZhijianUser) -> str:
    """Give the user a generated password, to be shown once; ends all sessions and tokens."""
    made = passwords.generate()
    with audited(_actor(), "account:password-reset", user=user.username):
        _give_password(user, made, must_change=True)
        sessions.end_all(user.id)
        db.session.commit()
    login.forget(user.username)
    return made


def _give_password(user: ZhijianUser, password: str, *, must_change: bool) -> None:
    user.password = passwords.hashed(password)
    user.must_change_password = must_change
    user.password_changed_on = utcnow()
    user.stamp = new_stamp()


# --- administration


def disable(user: ZhijianUser) -> None:
    """Take the right to log in; ends all sessions and tokens. Raises AccountRefused."""
    _not_oneself(user)
    _keep_an_administrator(user)
    with audited(_actor(), "account:disabled", user=user.username):
        user.active = False
        user.disabled_on, user.disabled_by = utcnow(), _actor()
        sessions.end_all(user.id)
        db.session.commit()


def enable(user: ZhijianUser) -> None:
    """Give the right to log in back."""
    with audited(_actor(), "account:enabled", user=user.username):
        user.active = True
        user.disabled_on = user.disabled_by = None
        db.session.commit()


def unlock(user: ZhijianUser) -> None:
    """Forget the failed logins of a user."""
    with audited(_actor(), "account:unlocked", user=user.username):
        login.forget(user.username)


def end_sessions(user: ZhijianUser) -> int:
    """End all sessions and tokens of a user; returns how many sessions there were."""
    with audited(_actor(), "account:sessions-ended", user=user.username):
        user.stamp = new_stamp()
        ended = sessions.end_all(user.id)
        db.session.commit()
    return ended


def check_change(user: ZhijianUser, roles_before: set[str], was_active: bool) -> None:
    """Raise AccountRefused when saving ``user`` as it is now would break a rule."""
    roles_now = {role.name for role in user.roles}
    if getattr(current_user, "id", None) == user.id and roles_now != roles_before:
        raise AccountRefused(detail=Text("不能更改自己的角色。", "Nobody changes the own roles."))
    if was_active and not user.active:
        _not_oneself(user)
    loses = ADMINISTRATOR in roles_before and ADMINISTRATOR not in roles_now
    if was_active and (loses or (ADMINISTRATOR in roles_before and not user.active)):
        _keep_an_administrator(user)


def _not_oneself(user: ZhijianUser) -> None:
    if getattr(current_user, "id", None) == user.id:
        raise AccountRefused(
            detail=Text("不能停用自己的账号。", "Nobody disables the own account.")
        )


def _keep_an_administrator(user: ZhijianUser) -> None:
    """Raise AccountRefused when no other active administrator would remain."""
    with db.session.no_autoflush:
        others = db.session.scalar(
            select(func.count(func.distinct(ZhijianUser.id)))
            .join(assoc_user_role, assoc_user_role.c.user_id == ZhijianUser.id)
            .join(Role, Role.id == assoc_user_role.c.role_id)
            .where(Role.name == ADMINISTRATOR, ZhijianUser.active, ZhijianUser.id != user.id)
        )
    if not others:
        raise AccountRefused(
            detail=Text(
                "这是最后一个可用的管理员账号：请先为他人授予管理员角色。",
                "This is the last active administrator: make somebody else one first.",
            )
        )


# --- the first accounts


def ensure_accounts(app: Flask) -> list[tuple[str, str, str]]:
    """Make one account per role where there is no user yet: (name, role, password) of those
    whose password has not been changed yet.

    The passwords are generated and kept, readable by the owner only, until they are changed.
    """
    with app.app_context():
        kept = Path(app.config["ZHIJIAN_HOME"]) / FIRST_PASSWORDS
        if not db.session.scalar(select(func.count()).select_from(ZhijianUser)):
            _keep(kept, [_first_account(role) for role in _roles()])
        return _unchanged(kept)


def _roles() -> list[Role]:
    return list(db.session.scalars(select(Role).order_by(Role.id)))


def _first_account(role: Role) -> dict[str, str]:
    made = passwords.generate()
    with audited("system", "account:created", user=role.name, roles=[role.name]):
        user = ZhijianUser(
            username=role.name,
            first_name=role.name.replace("_", " ").capitalize(),
            last_name="",
            email=f"{role.name}@zhijian.invalid",
            active=True,
            roles=[role],
        )
        _give_password(user, made, must_change=True)
        db.session.add(user)
        db.session.commit()
    return {"username": role.name, "role": role.name, "password": made}


def _keep(path: Path, accounts: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(accounts, out, ensure_ascii=False, indent=1)


def _unchanged(path: Path) -> list[tuple[str, str, str]]:
    """The kept passwords still in force; those changed since are removed from the file."""
    if not path.exists():
        return []
    known = json.loads(path.read_text(encoding="utf-8"))
    left = [a for a in known if _still(a["username"], a["password"])]
    if not left:
        path.unlink()
    elif left != known:
        _keep(path, left)
    return [(a["username"], a["role"], a["password"]) for a in left]


def _still(username: str, password: str) -> bool:
    user = login.find(username)
    return (
        user is not None
        and bool(user.must_change_password)
        and passwords.matches(user.password, password)
    )


def _actor() -> str:
    user: Any = g.get("user")
    return user.username if user is not None and user.is_authenticated else "system"
