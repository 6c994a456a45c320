"""FAB's security manager with our user, our login and our rules on who stays logged in."""

from __future__ import annotations

from typing import Any

from flask import g, request, session
from flask_appbuilder.security.sqla.manager import SecurityManager as FabSecurityManager
from flask_babel import lazy_gettext as _
from flask_jwt_extended import JWTManager
from flask_login import LoginManager, current_user
from flask_login.utils import login_user, logout_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import accounts
from app.errors import problem
from app.sql import db
from app.tables import ZhijianUser
from app.users import UserStore
from graph.errors import NotLoggedIn, PasswordChangeNeeded
from views.auth import LoginView, OwnPasswordView, TokenApi
from views.users import RoleView, UserView


class SecurityManager(FabSecurityManager):
    """Registers our views only: no self-registration, groups, statistics, permission editing."""

    user_model = ZhijianUser
    authdbview = LoginView
    security_api = TokenApi
    userdbmodelview = UserView
    rolemodelview = RoleView
    resetmypasswordview = OwnPasswordView
    userstatschartview = None

    accounts = accounts
    """What views may do with accounts: views import nothing of app."""

    def __init__(self, appbuilder: Any) -> None:
        super().__init__(appbuilder)
        self.userdbmodelview.datamodel = UserStore(self.user_model)

    def create_login_manager(self, app: Any) -> LoginManager:
        manager = super().create_login_manager(app)
        manager.session_protection = None  # the stamp and the row decide; addresses change
        return manager

    def create_jwt_manager(self, app: Any) -> JWTManager:
        manager = super().create_jwt_manager(app)
        manager.additional_claims_loader(self._claims)
        for refused in (
            manager.unauthorized_loader,
            manager.invalid_token_loader,
            manager.expired_token_loader,
            manager.needs_fresh_token_loader,
            manager.revoked_token_loader,
            manager.user_lookup_error_loader,
        ):
            refused(lambda *_: problem(NotLoggedIn()))
        return manager

    def register_views(self) -> None:
        builder = self.appbuilder
        builder.add_api(self.security_api)
        self.auth_view = builder.add_view_no_menu(self.authdbview)
        builder.add_view_no_menu(self.resetmypasswordview)
        self.user_view = builder.add_view(
            self.userdbmodelview,
            "Users",
            icon="fa-user",
            label=_("用户"),
            category="administration",
            category_icon="fa-cogs",
            category_label=_("管理"),
        )
        builder.add_view(
            self.rolemodelview,
            "Roles",
            icon="fa-user-gear",
            label=_("角色"),
            category="administration",
        )

    # --- coming in and going out

    def log_in(self, username: str, password: str) -> ZhijianUser:
        """Start a session. Raises LoginRefused, LockedOut, AuditUnavailable."""
        user = accounts.authenticate(username, password, request.remote_addr or "")
        login_user(user, remember=False)
        return user

    def log_in_for_token(self, username: str, password: str) -> ZhijianUser:
        """The user whom a token may be given to. Raises as log_in, and PasswordChangeNeeded."""
        user = accounts.authenticate(username, password, request.remote_addr or "")
        if user.must_change_password:
            raise PasswordChangeNeeded()
        return user

    def log_out(self) -> None:
        """End the current session, here and in the store."""
        if current_user.is_authenticated:
            accounts.logged_out(current_user)
        logout_user()

    def auth_user_db(self, username: str, password: str) -> ZhijianUser | None:
        return accounts.authenticate(username, password, request.remote_addr or "")

    # --- staying in

    def load_user(self, pk: Any) -> ZhijianUser | None:
        """The user of a session, while active and while the session has the present stamp."""
        user = self._active(pk)
        if user is None or session.get("stamp") != user.stamp:
            session.clear()
            return None
        return user

    def load_user_jwt(self, _header: dict[str, Any], data: dict[str, Any]) -> ZhijianUser | None:
        """The user of a token, by the same rule. Raises PasswordChangeNeeded."""
        user = self._active(data["sub"])
        if user is None or data.get("stamp") != user.stamp:
            raise NotLoggedIn()
        if user.must_change_password:
            raise PasswordChangeNeeded()
        g.user = user
        return user

    def _active(self, pk: Any) -> ZhijianUser | None:
        wanted = select(ZhijianUser).where(ZhijianUser.id == int(pk))
        user = db.session.scalars(wanted.options(joinedload(ZhijianUser.roles))).unique().first()
        return user if user is not None and user.active else None

    def _claims(self, identity: str) -> dict[str, Any]:
        user = self._active(identity)
        return {"stamp": user.stamp if user else None}

    # --- rights: roles only, and one statement a request

    def get_user_roles(self, user: Any) -> list[Any]:
        return list(user.roles) if user.is_authenticated else []

    def is_item_public(self, *_right: str) -> bool:
        return False

    def _has_view_access(self, user: Any, permission_name: str, view_name: str) -> bool:
        return (permission_name, view_name) in self._rights(user)

    def _get_user_permission_view_menus(
        self, user: Any, permission_name: str, view_menus_name: list[str]
    ) -> set[str]:
        rights = self._rights(user) if user is not None else set()
        return {name for name in view_menus_name if (permission_name, name) in rights}

    def _rights(self, user: Any) -> set[tuple[str, str]]:
        known: dict[int, set[tuple[str, str]]] = g.setdefault("rights", {})
        if user.id not in known:
            known[user.id] = accounts.rights([role.id for role in self.get_user_roles(user)])
        return known[user.id]

    def update_user_auth_stat(self, user: Any, success: bool = True) -> None:
        """Counted by app.login and app.accounts instead."""
