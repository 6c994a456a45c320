"""Logging in, logging out, the own password, tokens for programs."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, g, redirect, request
from flask_appbuilder import expose
from flask_appbuilder.baseviews import BaseView
from flask_appbuilder.forms import DynamicForm
from flask_appbuilder.security.api import SecurityApi
from flask_appbuilder.security.decorators import no_cache
from flask_appbuilder.security.forms import LoginForm_db
from flask_appbuilder.security.schemas import login_post
from flask_appbuilder.security.views import AuthDBView
from flask_babel import lazy_gettext as _
from flask_jwt_extended import create_access_token, create_refresh_token
from flask_login import login_user
from marshmallow import ValidationError
from wtforms import PasswordField
from wtforms.validators import DataRequired, EqualTo

from graph.errors import Invalid, Refused, ZhijianError
from views.request import say


class LoginView(AuthDBView):
    """FAB's login page and address; what decides is the security manager's log_in."""

    title = _("登录")

    @expose("/login/", methods=["GET", "POST"])
    @no_cache
    def login(self) -> Any:
        if g.user is not None and g.user.is_authenticated:
            return redirect(self._get_safe_next_url())
        form = LoginForm_db()
        status = 200
        if form.validate_on_submit():
            try:
                current_app.appbuilder.sm.log_in(form.username.data, form.password.data)
            except ZhijianError as error:
                status = error.status
                flash(say(error.text), "warning" if status < 500 else "danger")
            else:
                return redirect(self._get_safe_next_url())
        page = self.render_template(
            self.login_template, title=self.title, form=form, appbuilder=self.appbuilder
        )
        return page, status

    @expose("/logout/", methods=["GET", "POST"])
    @no_cache
    def logout(self) -> Any:
        """POST logs out. GET, FAB's own way, asks first: another site's link must not log out."""
        if request.method == "POST":
            current_app.appbuilder.sm.log_out()
            return redirect(self.appbuilder.get_url_for_login)
        if not g.user.is_authenticated:
            return redirect(self.appbuilder.get_url_for_login)
        return self.render_template("zj/logout.html", appbuilder=self.appbuilder)


class OwnPasswordForm(DynamicForm):
    """The present password, and the new one twice."""

    old = PasswordField(
        _("当前密码"),
        validators=[DataRequired()],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _("新密码"),
        description=_("至少12个字符，不能包含用户名，不能与当前密码相同。"),
        validators=[DataRequired()],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _("再次输入新密码"),
        validators=[DataRequired(), EqualTo("password", message=_("两次输入的新密码不一致。"))],
        render_kw={"autocomplete": "new-password"},
    )


class OwnPasswordView(BaseView):
    """The one page open to somebody who still has a given password."""

    route_base = "/resetmypassword"
    default_view = "form"

    @expose("/form", methods=["GET", "POST"])
    @no_cache
    def form(self) -> Any:
        form = OwnPasswordForm()
        status = 200
        if form.validate_on_submit() and self._changed(form):
            flash(_("密码已修改，其他已登录的会话均已结束。"), "success")
            return redirect(self.appbuilder.get_url_for_index)
        if form.errors:
            status = 422
        page = self.render_template(
            "zj/password.html",
            title=_("修改密码"),
            form=form,
            forced=bool(g.user.must_change_password),
            appbuilder=self.appbuilder,
        )
        return page, status

    def _changed(self, form: OwnPasswordForm) -> bool:
        manager = current_app.appbuilder.sm
        try:
            manager.accounts.change_own_password(g.user, form.old.data, form.password.data)
        except Invalid as error:
            for name, text in error.faults.items():
                form[name].errors = [*form[name].errors, say(text)]
            return False
        login_user(manager.get_user_by_id(g.user.id), remember=False)  # goes on under a new id
        return True


class TokenApi(SecurityApi):
    """FAB's JWT login: the same lock, the same rules; programs get a token, never a cookie."""

    @expose("/login", methods=["POST"])
    def login(self) -> Any:
        """Log in and get a token
        ---
        post:
          description: >-
            Authenticate and get a JWT access token, and a refresh token on request.
            Locked, disabled and not yet personalised accounts get none.
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    username: {type: string}
                    password: {type: string}
                    provider: {type: string, enum: [db]}
                    refresh: {type: boolean}
          responses:
            200:
              description: The tokens
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      access_token: {type: string}
                      refresh_token: {type: string}
            400:
              $ref: '#/components/responses/400'
            401:
              $ref: '#/components/responses/401'
        """
        asked = request.get_json(silent=True)
        try:
            if not isinstance(asked, dict):
                raise Refused(code=400, name="JSON {username, password, provider}")
            wanted = login_post.load({"provider": "db", **asked})
        except ValidationError as error:
            raise Refused(code=400, name=error.messages) from None
        user = current_app.appbuilder.sm.log_in_for_token(wanted["username"], wanted["password"])
        tokens = {"access_token": create_access_token(identity=str(user.id), fresh=True)}
        if wanted.get("refresh"):
            tokens["refresh_token"] = create_refresh_token(identity=str(user.id))
        return self.response(200, **tokens)
