"""Sessions that can be ended: kept in SQL once somebody is logged in, in a signed cookie before.

A visit without a login needs no more than a CSRF token, a language and a message, so it leaves
no row behind. A logged-in session is one row, found by the hash of the cookie's random value;
deleting the row ends it, and a request still under way can't bring it back.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

import msgspec
from flask import Flask, Request, Response, current_app, session
from flask.sessions import SessionInterface
from flask_login import user_logged_in, user_logged_out
from flask_session.base import ServerSideSession
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from app.sql import db
from app.tables import SessionRow, ZhijianUser, utcnow

log = logging.getLogger(__name__)

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
BEFORE_LOGIN = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)
"""How often a session that only reads writes down that it is still in use."""

_KEPT_BEFORE_LOGIN = ("csrf_token", "locale", "_flashes")
_UNSIGNED = "a."

# a value that MessagePack doesn't know (FAB's lazy phrases) is stored as its text
_encoder = msgspec.msgpack.Encoder(enc_hook=str)
_decoder = msgspec.msgpack.Decoder()


class Session(ServerSideSession):
    """What ``flask.session`` is. ``sid`` is None until somebody has logged in."""

    def __init__(self, initial: dict[str, Any] | None = None, sid: str | None = None) -> None:
        super().__init__(initial, sid=sid)
        self.seen_on: datetime | None = None
        self.lost = False
        """The store didn't answer when the session was to be read: app.guards refuses."""
        self.arrived_as = _encoder.encode(initial or {})


class Sessions(SessionInterface):
    """Flask's session interface over ``zj_session`` and, before the login, a signed cookie."""

    session_class = Session

    def __init__(self, app: Flask) -> None:
        app.config.setdefault("SESSION_IDLE", IDLE)
        app.config.setdefault("SESSION_LONGEST", LONGEST)

    def open_session(self, app: Flask, request: Request) -> Session:
        """The session of the cookie, or an empty one when it is unknown, idle or too old."""
        value = request.cookies.get(self.get_cookie_name(app), "")
        if not value or request.path.startswith("/static/"):
            return Session()
        if value.startswith(_UNSIGNED):
            return Session(_before_login(app, value))
        try:
            row = _row(value, utcnow(), app.config["SESSION_IDLE"])
        except DBAPIError:
            log.exception("the SQL store failed")
            lost = Session()
            lost.lost = True
            return lost
        if row is None:
            return Session()
        opened = Session(_decoder.decode(row.data), sid=value)
        opened.seen_on = row.seen_on
        return opened

    def save_session(self, app: Flask, session: Session, response: Response) -> None:
        """Write what changed, and set or take back the cookie."""
        if session.lost:
            return
        if session.accessed:
            response.vary.add("Cookie")
        if session.get("_user_id") is None:
            self._save_before_login(app, session, response)
        elif session.sid is None:
            self._set_cookie(app, response, _insert(app, session))
        elif not _update(session):
            # ended from elsewhere while this request ran
            self._take_cookie(app, response)

    def _save_before_login(self, app: Flask, session: Session, response: Response) -> None:
        if session.sid is not None:
            end(session.sid)
        kept = {k: session[k] for k in _KEPT_BEFORE_LOGIN if session.get(k)}
        if session.sid is None and _encoder.encode(kept) == session.arrived_as:
            return
        if kept:
            # through MessagePack, so that lazy phrases become their text
            plain = _decoder.decode(_encoder.encode(kept))
            self._set_cookie(app, response, _UNSIGNED + str(_signer(app).dumps(plain)))
        else:
            self._take_cookie(app, response)

    def _set_cookie(self, app: Flask, response: Response, value: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            value,
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=True,
            samesite=self.get_cookie_samesite(app),
        )
        response.vary.add("Cookie")

    def _take_cookie(self, app: Flask, response: Response) -> None:
        response.delete_cookie(
            self.get_cookie_name(app),
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=True,
            samesite=self.get_cookie_samesite(app),
        )
        response.vary.add("Cookie")


def init(app: Flask) -> None:
    """Make these the application's sessions; a login gets a new id, a logout ends the row."""
    app.session_interface = Sessions(app)
    user_logged_in.connect(_at_login, app)
    user_logged_out.connect(_at_logout, app)


def renew() -> None:
    """Give the current session a new id (the old one ends) and the user's present stamp."""
    if session.sid is not None:
        end(session.sid)
    session.sid = None
    session.pop("csrf_token", None)
    session.modified = True


def end(sid: str) -> None:
    """End one session, now."""
    with db.engine.begin() as connection:
        connection.execute(delete(SessionRow).where(SessionRow.id == _hashed(sid)))


def end_all(user_id: int) -> int:
    """End every session of a user, in the transaction of ``db.session``: how many there were."""
    gone = db.session.execute(delete(SessionRow).where(SessionRow.user_id == user_id))
    return gone.rowcount


def purge() -> int:
    """Remove sessions past their time; returns how many. Safe to run at any moment."""
    now, idle = utcnow(), current_app.config["SESSION_IDLE"]
    past = (SessionRow.expires_on <= now) | (SessionRow.seen_on <= now - idle)
    with db.engine.begin() as connection:
        return connection.execute(delete(SessionRow).where(past)).rowcount


def count(user_id: int) -> int:
    """Sessions of a user that are open now."""
    now, idle = utcnow(), current_app.config["SESSION_IDLE"]
    open_ones = (SessionRow.expires_on > now) & (SessionRow.seen_on > now - idle)
    ids = select(SessionRow.id).where(SessionRow.user_id == user_id, open_ones)
    return len(db.session.execute(ids).all())


def _at_login(_app: Flask, user: ZhijianUser, **_: Any) -> None:
    renew()
    session["stamp"] = user.stamp
    purge()


def _at_logout(_app: Flask, **_: Any) -> None:
    if session.sid is not None:
        end(session.sid)
    session.sid = None
    session.clear()


def _hashed(sid: str) -> str:
    return hashlib.sha256(sid.encode()).hexdigest()


def _signer(app: Flask) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(app.secret_key, salt="zhijian-before-login")


def _before_login(app: Flask, value: str) -> dict[str, Any]:
    age = int(BEFORE_LOGIN.total_seconds())
    try:
        kept: dict[str, Any] = _signer(app).loads(value.removeprefix(_UNSIGNED), max_age=age)
    except BadSignature:
        return {}
    # JSON has no tuples, and get_flashed_messages gives back what it finds
    return kept


def _row(sid: str, now: datetime, idle: timedelta) -> Any:
    found = (
        select(SessionRow.data, SessionRow.seen_on)
        .where(SessionRow.id == _hashed(sid))
        .where(SessionRow.expires_on > now, SessionRow.seen_on > now - idle)
    )
    with db.engine.connect() as connection:
        return connection.execute(found).first()


def _insert(app: Flask, opened: Session) -> str:
    sid, now = secrets.token_urlsafe(32), utcnow()
    values = {
        "id": _hashed(sid),
        "user_id": int(opened["_user_id"]),
        "data": _encoder.encode(dict(opened)),
        "made_on": now,
        "seen_on": now,
        "expires_on": now + app.config["SESSION_LONGEST"],
    }
    with db.engine.begin() as connection:
        connection.execute(insert(SessionRow).values(values))
    return sid


def _update(opened: Session) -> bool:
    """Write down changes and that the session is in use; False when it has been ended."""
    now = utcnow()
    values: dict[str, Any] = {}
    if opened.modified:
        values["data"] = _encoder.encode(dict(opened))
    if values or opened.seen_on is None or now - opened.seen_on >= SEEN_EVERY:
        values["seen_on"] = now
    if not values:
        return True
    row = update(SessionRow).where(SessionRow.id == _hashed(opened.sid or ""))
    with db.engine.begin() as connection:
        return connection.execute(row.values(values)).rowcount == 1
