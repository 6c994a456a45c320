"""Who may come in: the password, the lock after failures, one answer for everything wrong.

An attempt is counted before the password is looked at, so that many at once can't slip past the
limit; a success takes the name's count back. The counts are in SQL: every process sees them.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, func, insert, select

from app import passwords
from app.sql import db
from app.tables import LoginAttempt, ZhijianUser, utcnow
from graph.errors import LockedOut, LoginRefused

WINDOW = timedelta(minutes=15)
BY_NAME = 5
BY_ADDRESS = 30
"""An address may stand for a whole court behind one gateway."""


def check(username: str, password: str, address: str) -> ZhijianUser:
    """The active user of this name and password.

    Raises LockedOut or LoginRefused; both say the same for names that exist and that don't.
    """
    subjects = {
        _subject("name", username.casefold()): BY_NAME,
        _subject("from", address): BY_ADDRESS,
    }
    _count(subjects)
    user = find(username)
    right = passwords.matches(user.password if user else None, password)
    if user is None or not right or not user.active:
        raise LoginRefused(limit=BY_NAME, minutes=_minutes(WINDOW))
    return user


def find(username: str) -> ZhijianUser | None:
    """The user of this name, whatever its letters' case."""
    same = func.lower(ZhijianUser.username) == username.strip().lower()
    return db.session.scalars(select(ZhijianUser).where(same)).one_or_none()


def succeeded(username: str, address: str) -> None:
    """Take back the counts of a name after a login, in the transaction of ``db.session``.

    Of the address only the last one: whoever knows one password must not reset the address.
    """
    forget(username)
    mine = LoginAttempt.subject == _subject("from", address)
    last = select(func.max(LoginAttempt.id)).where(mine).scalar_subquery()
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.id == last))


def forget(username: str) -> None:
    """Take back the counts of a name, in the transaction of ``db.session``."""
    name = _subject("name", username.casefold())
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.subject == name))


def locked(username: str) -> bool:
    """Whether this name is locked now."""
    since = utcnow() - WINDOW
    mine = LoginAttempt.subject == _subject("name", username.casefold())
    counted = select(func.count()).select_from(LoginAttempt).where(mine, LoginAttempt.at > since)
    return (db.session.scalar(counted) or 0) >= BY_NAME


def purge() -> int:
    """Remove attempts too old to count; returns how many."""
    old = delete(LoginAttempt).where(LoginAttempt.at <= utcnow() - WINDOW)
    with db.engine.begin() as connection:
        return connection.execute(old).rowcount


def _count(subjects: dict[str, int]) -> None:
    """Count an attempt for each subject, or raise LockedOut when one is over its limit.

    Attempts made while locked are taken back: they must not prolong the lock.
    """
    now = utcnow()
    rows = [{"subject": subject, "at": now} for subject in subjects]
    with db.engine.begin() as connection:
        made = connection.scalars(insert(LoginAttempt).returning(LoginAttempt.id), rows).all()
    recent = (
        select(LoginAttempt.subject, func.count(), func.min(LoginAttempt.at))
        .where(LoginAttempt.subject.in_(subjects), LoginAttempt.at > now - WINDOW)
        .group_by(LoginAttempt.subject)
    )
    with db.engine.connect() as connection:
        counted = connection.execute(recent).all()
    over = [first for subject, times, first in counted if times > subjects[subject]]
    if over:
        with db.engine.begin() as connection:
            connection.execute(delete(LoginAttempt).where(LoginAttempt.id.in_(made)))
        raise LockedOut(minutes=_minutes(max(over) + WINDOW - now))


def _subject(kind: str, value: str) -> str:
    key = current_app.secret_key
    secret = key if isinstance(key, bytes) else str(key).encode()
    return hmac.new(secret, f"{kind}:{value.strip()}".encode(), hashlib.sha256).hexdigest()


def _minutes(span: timedelta) -> int:
    return max(1, -(-int(span.total_seconds()) // 60))
