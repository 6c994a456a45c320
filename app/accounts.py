"""What is done with accounts: log in, create, disable, unlock, reset, change of password.

Each is audited (intent, SQL, outcome) and keeps the rules: nobody changes the own rights, one
active administrator always remains, one of all courts as long as there is one, an administrator
with a court manages the accounts of its subtree only, a given password is changed at the first
login.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from flask_appbuilder.security.sqla.models import (
    Permission,
    PermissionView,
    Role,
    ViewMenu,
    assoc_permissionview_role,
    assoc_user_role,
)
from flask_login import current_user
from sqlalchemy import select

from app import login, passwords, sessions
from app.security_audit import acting, audited, note
from app.sql import db
from app.tables import ZhijianUser, new_stamp, utcnow
from graph.audit import Tag
from graph.errors import AccountRefused, AuditUnavailable, Invalid, LockedOut, LoginRefused
from graph.operations.users import manages, standing
from graph.scope import ROLE_NAMES
from graph.scope import Role as OurRole
from graph.text import Text
from views.request import graph

log = logging.getLogger(__name__)

ADMINISTRATOR = OurRole.ADMINISTRATOR.value
FIRST_PASSWORDS = "first-passwords.json"

OF_DEMONSTRATION = (
    ("supervisor_lu01", OurRole.SUPERVISOR, "鲁01"),
    ("record_keeper_lu0102", OurRole.RECORD_KEEPER, "鲁0102"),
)
"""Accounts with a court of the demonstration province, which is at work there at any size: what is
new for a court comes into the inbox of those who belong to it."""


# --- logging in and out


def authenticate(username: str, password: str, address: str) -> ZhijianUser:
    """The user, with the login audited and counted.

    Raises LoginRefused, LockedOut, and AuditUnavailable for right and wrong passwords alike.
    """
    try:
        user = login.check(username, password, address)
    except (LoginRefused, LockedOut) as error:
        tag = Tag.LOGIN_LOCKED if isinstance(error, LockedOut) else Tag.LOGIN_FAILED
        # a name that isn't a user's may be a password typed into the wrong field: not kept
        note(tag, login.find(username), address=address)
        raise
    note(Tag.LOGIN, user, address=address)
    login.succeeded(user.username, address)
    user.login_count = (user.login_count or 0) + 1
    user.last_login = utcnow()
    db.session.commit()
    login.purge()
    return user


def logged_out(user: ZhijianUser) -> None:
    """Audit a logout; the caller ends the session, also when the audit can't be written."""
    try:
        note(Tag.LOGOUT, user)
    except AuditUnavailable:
        log.warning("the logout of %s was not audited: the graph doesn't answer", user.username)


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
    with audited("password-changed", user):
        _give_password(user, new, must_change=False)
        sessions.end_all(user.id)


def reset_password(user: ZhijianUser) -> str:
    """Give the user a generated password, to be shown once; ends all sessions and tokens."""
    require_managed(user.place)
    made = passwords.generate()
    with audited("password-reset", user):
        _give_password(user, made, must_change=True)
        sessions.end_all(user.id)
        login.forget(user.username)
    return made


def give_first_password(user: ZhijianUser) -> str:
    """Give a user who is being created a generated password; the caller saves the user."""
    made = passwords.generate()
    _give_password(user, made, must_change=True)
    return made


def _give_password(user: ZhijianUser, password: str, *, must_change: bool) -> None:
    user.password = passwords.hashed(password)
    user.must_change_password = must_change
    user.password_changed_on = utcnow()
    user.stamp = new_stamp()


# --- administration


def require_managed(*places: Mapping[str, str | None]) -> None:
    """Raise AccountRefused unless who acts manages accounts of all these places.

    The views find only those: this holds whatever else comes to call.
    """
    actor = acting()
    if not all(manages(actor, place) for place in places):
        db.session.rollback()  # what was filled in is not to reach the store later
        raise AccountRefused(
            detail=Text(
                "只能管理本院及下级法院的账号。",
                "Only accounts of the own court and of those below it can be managed.",
            )
        )


def disable(user: ZhijianUser) -> None:
    """Take the right to log in; ends all sessions and tokens. Raises AccountRefused."""
    require_managed(user.place)
    _not_oneself(user)
    with audited("disabled", user):
        if ADMINISTRATOR in {role.name for role in user.roles}:
            _keep_an_administrator(user, user.court)
        user.active = False
        user.disabled_on, user.disabled_by = utcnow(), getattr(current_user, "username", "system")
        sessions.end_all(user.id)


def enable(user: ZhijianUser) -> None:
    """Give the right to log in back."""
    require_managed(user.place)
    with audited("enabled", user):
        user.active = True
        user.disabled_on = user.disabled_by = None


def unlock(user: ZhijianUser) -> None:
    """Forget the failed logins of a user."""
    require_managed(user.place)
    with audited("unlocked", user):
        login.forget(user.username)


def end_sessions(user: ZhijianUser) -> int:
    """End all sessions and tokens of a user; returns how many sessions there were."""
    require_managed(user.place)
    with audited("sessions-ended", user):
        user.stamp = new_stamp()
        ended = sessions.end_all(user.id)
    return ended


def locked(user: ZhijianUser) -> bool:
    """Whether too many failed logins keep the user out now."""
    return login.locked(user.username)


def open_sessions(user: ZhijianUser) -> int:
    """How many sessions of the user are open now."""
    return sessions.count(user.id)


def choose_theme(user: ZhijianUser, theme: str) -> None:
    """Keep light, dark or system as the user's own choice."""
    user.theme = theme
    db.session.commit()


class Before(NamedTuple):
    """What is stored of an account that is being changed."""

    roles: set[str]
    active: bool
    court: str | None


def check_change(user: ZhijianUser, before: Before) -> None:
    """Raise AccountRefused when saving ``user`` as it is now would break a rule.

    Called in the transaction of the change.
    """
    roles_now = {role.name for role in user.roles}
    if getattr(current_user, "id", None) == user.id and roles_now != before.roles:
        raise AccountRefused(detail=Text("不能更改自己的角色。", "Nobody changes the own roles."))
    if before.active and not user.active:
        _not_oneself(user)
    confined = before.court is None and user.court is not None
    loses = ADMINISTRATOR not in roles_now or not user.active or confined
    if before.active and ADMINISTRATOR in before.roles and loses:
        _keep_an_administrator(user, before.court)


def _not_oneself(user: ZhijianUser) -> None:
    if getattr(current_user, "id", None) == user.id:
        raise AccountRefused(
            detail=Text("不能停用自己的账号。", "Nobody disables the own account.")
        )


def _keep_an_administrator(user: ZhijianUser, court: str | None) -> None:
    """Raise AccountRefused when no other active administrator would remain; when ``user`` was
    one of all courts (``court`` None), no other of all courts.

    Called in the transaction of the change.
    """
    administrators = (
        select(ZhijianUser.id, ZhijianUser.court)
        .join(assoc_user_role, assoc_user_role.c.user_id == ZhijianUser.id)
        .join(Role, Role.id == assoc_user_role.c.role_id)
        .where(Role.name == ADMINISTRATOR, ZhijianUser.active)
        .order_by(ZhijianUser.id)
        .with_for_update(of=ZhijianUser)  # two who demote each other at once: one waits
    )
    courts = {row.court for row in db.session.execute(administrators) if row.id != user.id}
    if not courts:
        raise AccountRefused(
            detail=Text(
                "这是最后一个可用的管理员账号：请先为他人授予管理员角色。",
                "This is the last active administrator: make somebody else one first.",
            )
        )
    if court is None and None not in courts:
        raise AccountRefused(
            detail=Text(
                "这是最后一个管理全部法院账号的管理员：请先为他人授予管理员角色，且不限法院。",
                "This is the last active administrator of all courts: "
                "make somebody else one first, without a court.",
            )
        )


# --- the first accounts


def ensure_accounts(app: Flask) -> list[tuple[str, str, str]]:
    """Make one account per role where there is no user yet, and with the demonstration province
    two of its courts: (name, role, password) of those whose password has not been changed yet.

    The passwords are generated and kept, readable by the owner only, until they are changed.
    They are kept before the accounts are made, so a first start that was cut goes on from there.
    """
    with app.app_context():
        kept = Path(app.config["ZHIJIAN_HOME"]) / FIRST_PASSWORDS
        if not kept.exists() and not _any_user():
            _keep(kept, _first_logins())
        for account in _kept(kept):
            if login.find(account["username"]) is None:
                _first_account(account)
        return _unchanged(kept)


def _any_user() -> bool:
    return db.session.scalar(select(ZhijianUser.id).limit(1)) is not None


def _first_logins() -> list[dict[str, str]]:
    from graph.operations.demonstration import is_loaded

    made = [{"username": role.value, "role": role.value} for role in OurRole]
    if is_loaded(graph()):
        made += [{"username": n, "role": r.value, "court": c} for n, r, c in OF_DEMONSTRATION]
    return [{**each, "password": passwords.generate()} for each in made]


def _first_account(account: dict[str, str]) -> None:
    court = None
    if code := account.get("court"):
        with graph().reading() as tx:
            court = standing(tx, code)
    role = db.session.scalars(select(Role).where(Role.name == account["role"])).one()
    user = ZhijianUser(
        username=account["username"],
        first_name=ROLE_NAMES[OurRole(account["role"])].zh,
        last_name="",
        email=f"{account['username']}@zhijian.invalid",
        active=True,
    )
    user.stand_at(court)
    with audited("created", user, roles=[role.name]):
        _give_password(user, account["password"], must_change=True)
        user.roles = [role]
        db.session.add(user)


def _keep(path: Path, accounts: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(accounts, out, ensure_ascii=False, indent=1)
    part.replace(path)


def _kept(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    known: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return known


def _unchanged(path: Path) -> list[tuple[str, str, str]]:
    """The kept passwords still in force; those changed since are removed from the file."""
    known = _kept(path)
    left = [a for a in known if _still(a["username"], a["password"])]
    if left != known:
        _keep(path, left)
    return [(a["username"], a["role"], a["password"]) for a in left]


def _still(username: str, password: str) -> bool:
    user = login.find(username)
    return (
        user is not None
        and bool(user.must_change_password)
        and passwords.matches(user.password, password)
    )
