"""What every request passes before any view: login, own password, our token, the right method.

Everything needs a login unless it is named here, so that a forgotten decorator opens nothing.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, redirect, request, session, url_for
from flask_jwt_extended import verify_jwt_in_request
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest, MethodNotAllowed

from app.errors import wants_json
from graph.errors import NotLoggedIn, PasswordChangeNeeded, SqlUnavailable

OPEN = {
    "LoginView.login",
    "LoginView.logout",
    "LocaleView.index",
    "TokenApi.login",
    "TokenApi.refresh",
    "appbuilder.static",
    "health.live",
    "health.metrics",
    "health.ready",
    "static",
}
"""Endpoints for anybody. TokenApi checks a password or a refresh token itself."""

OPEN_BEFORE_CHANGE = OPEN | {"OwnPasswordView.form"}
"""Endpoints for somebody who still has a given password."""


def init(app: Flask) -> None:
    """Guard every request of the application."""
    for guard in (_store_there, _post_only, _known, _password_first, _forged):
        app.before_request(guard)


def _store_there() -> None:
    """Without the store of sessions nobody can be told from anybody."""
    if session.lost and not (request.endpoint or "").startswith("health."):
        raise SqlUnavailable()


def _post_only() -> None:
    """FAB deletes and runs actions on GET, and fails on one that isn't there: not here."""
    view, _, name = (request.endpoint or "").rpartition(".")
    if name not in ("delete", "action", "action_post"):
        return
    if request.method != "POST":
        raise MethodNotAllowed(valid_methods=["POST"])
    if name != "delete" and _action() not in _actions(view):
        raise BadRequest


def _action() -> str:
    return str((request.view_args or {}).get("name") or request.form.get("action", ""))


def _actions(endpoint: str) -> set[str]:
    """The actions that a FAB view offers."""
    views = (v for v in current_app.appbuilder.baseviews if v.endpoint == endpoint)
    return {name for view in views for name in view.actions}


def _known() -> None:
    """A session or, under /api, a token; what doesn't exist is not found by anybody."""
    if request.endpoint is None or request.endpoint in OPEN or current_user.is_authenticated:
        return
    if not request.path.startswith("/api/"):
        raise NotLoggedIn()
    verify_jwt_in_request()


def _password_first() -> Any:
    """Who still has a given password gets to the page that changes it, and nowhere else."""
    if request.endpoint in OPEN_BEFORE_CHANGE or not current_user.is_authenticated:
        return None
    if not current_user.must_change_password:
        return None
    if wants_json():
        raise PasswordChangeNeeded()
    return redirect(url_for("OwnPasswordView.form"))


def _forged() -> None:
    """Refuse an unsafe request without our token, unless no cookie of ours gives it rights.

    A page of another site can make a browser send cookies, but not an Authorization header.
    """
    if request.endpoint is None or request.endpoint == "TokenApi.login":
        return
    if request.path.startswith("/api/") and "Authorization" in request.headers:
        return
    protection: CSRFProtect = current_app.extensions["csrf"]
    protection.protect()
