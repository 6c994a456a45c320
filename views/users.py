"""Administration of users and roles: FAB's views with our fields, our actions and our rules.

An administrator with a court finds the accounts of that court and those below it, and no others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask import abort, after_this_request, current_app, flash, g, redirect, request, url_for
from flask_appbuilder import ModelView, expose
from flask_appbuilder.models.filters import BaseFilter
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from graph.errors import ZhijianError
from graph.operations.users import require_may_give, require_officer, standing
from views.request import current_actor, reader, say


class Accepted:
    """Validates that what the field names is known and may be given; None if it is empty."""

    def __init__(self, require: Callable[[str | None], None]) -> None:
        self.require = require

    def __call__(self, _form: Any, field: Any) -> None:
        field.data = (field.data or "").strip() or None
        try:
            self.require(field.data)
        except ZhijianError as error:
            # stops: FAB's next validator takes back what is said of an empty field
            raise StopValidation(say(error.text)) from None


def _require_court(code: str | None) -> None:
    require_may_give(reader(), current_actor(), code)


def _require_officer(number: str | None) -> None:
    if number is not None:
        require_officer(reader(), number)


class OwnCourts(BaseFilter):
    """Accounts whose court lies in the subtree of the asking administrator's, if there is one."""

    COLUMN: ClassVar = {"c1": "court_tree", "c2": "court_middle", "c3": "court"}

    def apply(self, query: Any, _value: Any) -> Any:
        actor = current_actor()
        if actor.level is None:
            return query
        return query.filter(getattr(self.model, self.COLUMN[actor.level]) == actor.court)


class PlainList(ModelView):
    """FAB's list over SQL, refusing arguments that FAB would stumble over."""

    def _list(self, **options: Any) -> Any:
        name = type(self).__name__
        numbers = [request.args.get(f"{what}_{name}", "0") for what in ("page", "psize")]
        if not all(number.isdigit() and len(number) < 6 for number in numbers):
            abort(400)
        if request.args.get(f"_oc_{name}", "") not in {"", *self.order_columns}:
            abort(400)
        try:
            return super()._list(**options)
        except IndexError:  # a filter that the column doesn't have
            abort(400)


class UserView(PlainList):
    """Users. None is deleted: accounts are disabled."""

    route_base = "/users"
    base_permissions = ["can_list", "can_show", "can_add", "can_edit", "can_manage"]

    show_template = "zj/user.html"
    list_title = _("用户")
    show_title = _("用户")
    add_title = _("新增用户")
    edit_title = _("修改用户")
    user_info_title = _("我的账号")

    label_columns = {
        "get_full_name": _("姓名"),
        "first_name": _("名"),
        "last_name": _("姓"),
        "username": _("用户名"),
        "active": _("启用"),
        "email": _("电子邮箱"),
        "roles": _("角色"),
        "court": _("法院代码"),
        "court_name": _("法院"),
        "officer": _("人员编号"),
        "language": _("语言"),
        "last_login": _("上次登录"),
        "login_count": _("登录次数"),
        "must_change_password": _("须修改密码"),
        "password_changed_on": _("密码修改时间"),
        "disabled_on": _("停用时间"),
        "disabled_by": _("停用人"),
        "created_on": _("创建时间"),
        "changed_on": _("更新时间"),
    }
    description_columns = {
        "court": _("用户可查看该法院及其下级法院的记录；留空表示全部。"),
        "officer": _("本人在人员库中的编号；本人不能查阅本人的档案。"),
        "roles": _("角色决定可以做什么；不能更改自己的角色。"),
        "username": _("登录时使用，创建后不宜更改。"),
    }
    list_columns = ["username", "get_full_name", "court_name", "roles", "active", "last_login"]
    search_columns = ["username", "first_name", "last_name", "email", "court", "officer", "active"]
    order_columns = ["username", "court_name", "active", "last_login"]
    base_order = ("username", "asc")
    base_filters: ClassVar = [["court", OwnCourts, None]]
    add_columns = ["username", "last_name", "first_name", "email", "roles", "court", "officer"]
    edit_columns = ["last_name", "first_name", "email", "roles", "court", "officer"]
    show_fieldsets = [
        (_("账号"), {"fields": ["username", "active", "roles", "court", "court_name", "officer"]}),
        (_("个人"), {"fields": ["last_name", "first_name", "email", "language"]}),
        (
            _("登录"),
            {
                "fields": [
                    "last_login",
                    "login_count",
                    "must_change_password",
                    "password_changed_on",
                    "disabled_on",
                    "disabled_by",
                    "created_on",
                    "changed_on",
                ]
            },
        ),
    ]
    validators_columns = {
        "court": [Accepted(_require_court)],
        "officer": [Accepted(_require_officer)],
    }

    @expose("/userinfo/")
    def userinfo(self) -> Any:
        """The own account."""
        item = self.datamodel.get(g.user.id)
        widgets = self._get_show_widget(
            g.user.id, item, actions={}, show_fieldsets=self.show_fieldsets[:2]
        )
        return self.render_template(
            ModelView.show_template,
            title=self.user_info_title,
            widgets=widgets,
            appbuilder=self.appbuilder,
        )

    @expose("/show/<pk>", methods=["GET"])
    @has_access
    def show(self, pk: Any) -> Any:
        """A user, and what an administrator may do with the account."""
        item = self.datamodel.get(pk, self._base_filters)
        if item is None:
            abort(404)
        self.update_redirect()
        manager = current_app.appbuilder.sm
        return self.render_template(
            self.show_template,
            pk=pk,
            title=self.show_title,
            widgets=self._get_show_widget(pk, item),
            user=item,
            locked=manager.accounts.locked(item),
            sessions=manager.accounts.open_sessions(item),
            related_views=[],
        )

    @expose("/theme", methods=["POST"])
    def theme(self) -> Any:
        """Keep the own choice of light, dark or as the system."""
        chosen = request.form.get("theme", "")
        if chosen not in ("light", "dark", "system"):
            abort(400)
        current_app.appbuilder.sm.accounts.choose_theme(g.user, chosen)
        return "", 204

    # --- add and edit. FAB's own report success whatever became of it, and lose what was typed.

    def _add(self) -> Any:
        form = _fitted(self.add_form.refresh())
        if request.method == "GET":
            form.court.data = current_actor().court
        if request.method == "POST" and form.validate():
            item = self.datamodel.obj()
            form.populate_obj(item)
            password = current_app.appbuilder.sm.accounts.give_first_password(item)
            if self._saved(self.datamodel.add, item):
                g.first_password = (item, password)
                return None
        _answer_refused()
        return self._get_add_widget(form=form)

    def post_add_redirect(self) -> Any:
        return self._shown_once(*g.first_password)

    def _edit(self, pk: Any) -> Any:
        item = self.datamodel.get(pk, self._base_filters)
        if item is None:
            abort(404)
        form = _fitted(self.edit_form.refresh(item))
        form._id = item.id  # the own values are not taken by another
        if request.method == "POST" and form.validate():
            form.populate_obj(item)
            item.changed_by_fk = g.user.id
            if self._saved(self.datamodel.edit, item):
                flash(gettext("已保存 %(user)s。", user=item.username), "success")
                return None
        _answer_refused()
        widgets = self._get_edit_widget(form=form)
        widgets["related_views"] = []
        return widgets

    def post_edit_redirect(self) -> Any:
        return redirect(url_for(f"{self.endpoint}.list"))

    def _saved(self, save: Callable[[Any], None], item: Any) -> bool:
        """Save, or say on the form, which keeps what was typed, why not."""
        item.stand_at(standing(reader(), item.court) if item.court else None)
        try:
            save(item)
        except ZhijianError as error:
            flash(say(error.text), "danger")
            return False
        return True

    def _shown_once(self, user: Any, password: str) -> Any:
        """A generated password, in this answer and nowhere else."""
        return self.render_template(
            "zj/one_time_password.html",
            title=_("一次性密码"),
            user=user,
            password=password,
            back=url_for(f"{self.endpoint}.show", pk=user.id),
            appbuilder=self.appbuilder,
        )

    # --- what else an administrator does with an account

    @expose("/<int:pk>/<any(disable, enable, unlock, reset, end):what>", methods=["POST"])
    @has_access
    @permission_name("manage")
    def manage(self, pk: int, what: str) -> Any:
        """Disable, enable, unlock, reset the password of, or end the sessions of a user."""
        user = self.datamodel.get(pk, self._base_filters)
        if user is None:
            abort(404)
        accounts = current_app.appbuilder.sm.accounts
        try:
            if what == "reset":
                return self._shown_once(user, accounts.reset_password(user))
            _DO[what](accounts, user)
        except ZhijianError as error:
            flash(say(error.text), "danger")
        return redirect(url_for(f"{self.endpoint}.show", pk=pk))


def _fitted(form: Any) -> Any:
    """The form, saying what holds for the court that whoever asks may give."""
    if current_actor().court is not None:
        form.court.description = _("用户可查看该法院及其下级法院的记录；限本院或下级法院，必填。")
        form.court.flags.required = True
    return form


def _answer_refused() -> None:
    """Let a form that comes back with what is wrong say so to programs too: 422."""
    if request.method == "POST":
        after_this_request(_refused)


def _refused(response: Any) -> Any:
    response.status_code = 422
    return response


def _disable(accounts: Any, user: Any) -> None:
    accounts.disable(user)
    flash(gettext("已停用 %(user)s，其会话已全部结束。", user=user.username), "success")


def _enable(accounts: Any, user: Any) -> None:
    accounts.enable(user)
    flash(gettext("已启用 %(user)s。", user=user.username), "success")


def _unlock(accounts: Any, user: Any) -> None:
    accounts.unlock(user)
    flash(gettext("已解锁 %(user)s。", user=user.username), "success")


def _end(accounts: Any, user: Any) -> None:
    ended = accounts.end_sessions(user)
    flash(
        gettext("已结束 %(user)s 的 %(ended)s 个会话。", user=user.username, ended=ended), "success"
    )


_DO: dict[str, Callable[[Any, Any], None]] = {
    "disable": _disable,
    "enable": _enable,
    "unlock": _unlock,
    "end": _end,
}


class RoleView(PlainList):
    """The four roles and what each may do: read only, for they follow from the declarations."""

    route_base = "/roles"
    base_permissions = ["can_list", "can_show"]
    list_title = _("角色")
    show_title = _("角色")
    label_columns = {"name": _("角色"), "permissions": _("权限")}
    list_columns = ["name"]
    show_columns = ["name", "permissions"]
    search_columns = ["name"]
    order_columns = ["name"]
