"""The SQL tables that are ours: the user's own columns, sessions, failed logins.

FAB's own tables are inherited unchanged. Times are UTC without a zone, as both stores keep them.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from flask_appbuilder import Model
from flask_appbuilder.security.sqla.models import Role as FabRole
from flask_appbuilder.security.sqla.models import User as FabUser
from flask_babel import get_locale
from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, LargeBinary, String, event
from sqlalchemy.orm import Mapped, configure_mappers, mapped_column

from graph.operations.users import Standing
from graph.scope import ROLE_NAMES, Role


def utcnow() -> datetime:
    """The moment in UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def new_stamp() -> str:
    """A fresh value for User.stamp."""
    return secrets.token_urlsafe(16)


def level_keys(
    court: str | None, level: str | None, tree: str | None, middle: str | None
) -> dict[str, str | None]:
    """The court columns of a user as the level keys that records have."""
    return {"c1": tree, "c2": middle, "c3": court if level == "c3" else None}


class ZhijianUser(FabUser):
    """A person who may log in: FAB's user, with the court, officer number and duties of ours."""

    __tablename__ = "ab_user"

    court: Mapped[str | None] = mapped_column(String(32), index=True)
    """Code of the user's court: its subtree is what the user reads. None: every tree."""
    court_level: Mapped[str | None] = mapped_column(String(2))
    """c1, c2 or c3: the level key that the court's code is compared with."""
    court_tree: Mapped[str | None] = mapped_column(String(32))
    """Code of the high court that the court's tree hangs from."""
    court_middle: Mapped[str | None] = mapped_column(String(32))
    """Code of the intermediate court that the court is or stands under, if any."""
    court_name: Mapped[str | None] = mapped_column(String(128))
    """The court's name when the user was last changed, so that a page needs no read for it."""
    officer: Mapped[str | None] = mapped_column(String(64), index=True)
    """The user's own officer number: nobody opens the own file."""
    language: Mapped[str | None] = mapped_column(String(2))
    theme: Mapped[str | None] = mapped_column(String(8))
    must_change_password: Mapped[bool | None] = mapped_column(Boolean, default=True)
    password_changed_on: Mapped[datetime | None] = mapped_column(DateTime)
    disabled_on: Mapped[datetime | None] = mapped_column(DateTime)
    disabled_by: Mapped[str | None] = mapped_column(String(128))
    stamp: Mapped[str | None] = mapped_column(String(32), default=new_stamp)
    """Sessions and tokens carry it: a new one ends them all. Changed by the listeners below."""

    @property
    def place(self) -> dict[str, str | None]:
        """The level keys of the user's court; all None: every court."""
        return level_keys(self.court, self.court_level, self.court_tree, self.court_middle)

    def stand_at(self, court: Standing | None) -> None:
        """Belong to the court, with its level, tree and name, so that a page needs no read for
        them; None: to every court."""
        self.court = court.court if court else None
        self.court_level = court.level if court else None
        self.court_tree = court.c1 if court else None
        self.court_middle = court.c2 if court else None
        self.court_name = court.name if court else None

    def get_full_name(self) -> str:
        """Family name first and unspaced for Chinese names, as FAB does for others."""
        first, last = self.first_name or "", self.last_name or ""
        if all(ord(c) > 0x2E80 for c in first + last):
            return last + first
        return f"{first} {last}".strip()

    def __repr__(self) -> str:
        return self.get_full_name()


class SessionRow(Model):
    """A logged-in session. ``id`` is a hash, so that a copy of the table opens no session."""

    __tablename__ = "zj_session"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("ab_user.id", ondelete="CASCADE"), index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    made_on: Mapped[datetime] = mapped_column(DateTime)
    seen_on: Mapped[datetime] = mapped_column(DateTime, index=True)
    expires_on: Mapped[datetime] = mapped_column(DateTime, index=True)


class LoginAttempt(Model):
    """A login that has not succeeded, counted for its user name and for its address.

    ``subject`` is a keyed hash: people type passwords into the name field.
    """

    __tablename__ = "zj_login_attempt"
    __table_args__ = (Index("ix_zj_login_attempt_subject", "subject", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(DateTime, index=True)


class AccountChange(Model):
    """A change of accounts between its intent in the audit and its outcome there.

    ``applied`` is set in the transaction of the change itself, so whoever finds the row left
    behind knows what SQL did.
    """

    __tablename__ = "zj_account_change"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    what: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(128))
    subject: Mapped[str] = mapped_column(String(128))
    court: Mapped[str] = mapped_column(String(200))
    """The subject's level keys as JSON: the chain that the outcome goes into."""
    applied: Mapped[bool] = mapped_column(Boolean, default=False)
    started_on: Mapped[datetime] = mapped_column(DateTime, index=True)


def _role_name(role: FabRole) -> str:
    """A role's name in the language of the page, wherever FAB's lists and forms show it."""
    if role.name not in set(Role):
        return role.name
    locale = get_locale()
    return ROLE_NAMES[Role(role.name)].in_(locale.language if locale else "zh")


FabRole.__str__ = _role_name  # type: ignore[method-assign]


def _end_everything_open(user: Any, value: Any, old: Any, _event: Any) -> None:
    if value != old:
        user.stamp = new_stamp()


def _end_at_role_change(user: Any, value: Any, _event: Any) -> Any:
    if isinstance(user, FabUser):
        user.stamp = new_stamp()
    return value


# However a password, a role or the right to log in changes, through whichever view or command,
# what was opened before it ends.
for _attribute in (ZhijianUser.password, ZhijianUser.active, ZhijianUser.court):
    event.listen(_attribute, "set", _end_everything_open)
configure_mappers()  # roles is a back reference: it exists from here on
event.listen(ZhijianUser.roles, "append", _end_at_role_change)
event.listen(ZhijianUser.roles, "remove", _end_at_role_change)
