"""Puts the web application together. Nothing here opens a connection or asks the network."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, url_for
from flask_appbuilder import AppBuilder
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import errors, guards, headers, i18n, sessions, sql
from app.assets import asset
from app.navigation import navigation
from app.security import SecurityManager
from config import Settings
from graph.clock import fix_today, minute
from graph.server import address
from graph.session import Graph
from views import health, register
from views import request as requests
from views.home import HomeView
from views.inbox import unread_count
from views.request import language

LARGEST_BODY = 64 * errors.MEGABYTE
"""Uploads over this go in by ``zhijian load`` on the server."""


def create_app(settings: Settings | None = None, graph: Graph | None = None) -> Flask:
    """The application, for gunicorn, the command line and tests.

    ``graph`` defaults to the external Neo4j of the settings or the running local one.
    """
    settings = settings or Settings.from_env()
    fix_today(settings.today)
    app = Flask("app", template_folder="templates", static_folder="static")
    _configure(app, settings)
    sql.configure(app, settings)
    sessions.init(app)
    errors.init(app)
    headers.init(app, settings)
    CSRFProtect(app)
    requests.init(app, graph or Graph(address(settings)))
    with app.app_context():
        appbuilder = AppBuilder(
            app,
            sql.db.session,
            base_template="zj/base.html",
            indexview=HomeView,
            security_manager_class=SecurityManager,
        )
        i18n.init(app)
        register.register(appbuilder)
    guards.init(app)
    health.init(app, {"sql": sql.fault})
    app.jinja_env.globals.update(asset=asset, navigation=navigation, unread=unread_count)
    app.jinja_env.filters["minute"] = minute
    app.context_processor(_frame)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    i18n.configure(app)
    app.config.update(
        APP_NAME="执鉴",
        SECRET_KEY=settings.secret(),
        ZHIJIAN_HOME=str(settings.home),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=4 * errors.MEGABYTE,
        SESSION_COOKIE_NAME="zhijian",
        SESSION_COOKIE_SECURE=settings.https,
        FAB_CREATE_DB=False,
        FAB_UPDATE_PERMS=False,  # `zhijian migrate` does it: workers that start at once would race
        FAB_ADD_SECURITY_API=False,
        FAB_API_SWAGGER_UI=False,
        FAB_ADD_MENU_API=False,
        FAB_API_KEY_ENABLED=False,
        AUTH_USER_REGISTRATION=False,
        AUTH_RATE_LIMITED=False,  # counted in SQL, for all processes: app.login
        RATELIMIT_ENABLED=False,
        RATELIMIT_STORAGE_URI="memory://",
        WTF_CSRF_CHECK_DEFAULT=False,  # app.guards decides
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=settings.https,
        JWT_ACCESS_TOKEN_EXPIRES=timedelta(minutes=15),
        JWT_REFRESH_TOKEN_EXPIRES=timedelta(hours=10),
        JWT_TOKEN_LOCATION=["headers"],
        LOGOUT_REDIRECT_URL="/login/",
    )


def _frame() -> dict[str, Any]:
    """What every page's frame shows: the user's court, language and theme, the own pages."""
    user = g.get("user")
    known = user is not None and user.is_authenticated
    frame: dict[str, Any] = {
        "language": language(),
        "theme": (user.theme if known else None) or "system",
        "logout_by_post": True,
        "logout_url": url_for("LoginView.logout"),
    }
    if known:
        frame |= {
            "scope": {"code": user.court, "name": user.court_name or user.court or _("全部法院")},
            "user_name": user.get_full_name(),
            "profile_url": url_for("UserView.userinfo"),
            "password_url": url_for("OwnPasswordView.form"),
            "theme_url": url_for("UserView.theme"),
            "search_url": url_for("SearchView.page"),
            "suggest_url": url_for("SearchView.suggest"),
            "inbox_url": url_for("InboxView.page"),
        }
    builder = current_app.appbuilder
    return {"frame": frame, "appbuilder": builder, "base_template": builder.base_template}
