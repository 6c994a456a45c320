"""Saved views and their folders: what somebody keeps or shares, opened, copied, changed, retired.

Who may read and change which is decided in graph/operations/saved_views.py. Opening one is a step
to its address, whose page asks for the rights anew.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from flask import current_app, flash, jsonify, redirect, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.urls import iri_to_uri

from graph.errors import BadBody, Invalid
from graph.model import Record, type_of
from graph.operations import saved_views
from graph.operations.saved_views import FOLDER, LOCKED, SHARED, VIEW, Shelf
from graph.scope import Role
from graph.session import Row
from graph.text import Text
from views.request import current_actor, graph, reader, reread, say

NO_PAGES = ("/static/", "/api/", "/login", "/logout", "/lang/", "/views/")
"""Addresses of this product that are no pages to keep."""

_FILE = re.compile(r"/export(?:[./]|$)")
"""An address that hands over a file: every call of it is an export of its own, on record."""

NOTES_SHOWN = 120


class SavedViewsView(BaseView):
    """The shelf of saved views."""

    route_base = "/views"
    default_view = "shelf"
    base_permissions = ["can_read", "can_write"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def shelf(self) -> Any:
        """The own views, those shared at the own court, and those locked there."""
        return self._shelf()

    @expose("/", methods=["POST"])
    @has_access
    @permission_name("write")
    def save(self) -> Any:
        """Keep an address: JSON ``{name, address, audience, notes, folder}`` answers 201 with the
        view; a form goes on to the shelf, or back to it with what was wrong."""
        said = _sent()
        reread()
        try:
            _require_page(str(said.get("address") or ""))
            made = saved_views.save(graph(), current_actor(), said)
        except Invalid as error:
            if request.is_json:
                raise
            return self._shelf(error, said), 422
        if request.is_json:
            return jsonify(
                id=made.uid, url=url_for(".opened", key=made.number), page=url_for(".shelf")
            ), 201
        flash(_("已保存视图“%(name)s”", name=made.name), "success")
        return redirect(url_for(".shelf"))

    @expose("/<string:key>", methods=["GET"])
    @has_access
    @permission_name("read")
    def opened(self, key: str) -> Any:
        """To the view's address, if it still is a page of this product."""
        found = saved_views.view(reader(), current_actor(), key)
        _require_page(found.address)
        return redirect(iri_to_uri(found.address))

    @expose("/<string:key>/edit", methods=["GET"])
    @has_access
    @permission_name("read")
    def edit(self, key: str) -> Any:
        """The form of a view."""
        return self._form(saved_views.view(reader(), current_actor(), key))

    @expose("/<string:key>/edit", methods=["POST"])
    @has_access
    @permission_name("write")
    def change(self, key: str) -> Any:
        """Change name, notes, who reads it, folder."""
        said = {n: request.form[n] for n in ("name", "notes", "audience", "folder")
                if n in request.form}  # fmt: skip
        try:
            saved_views.change(graph(), current_actor(), VIEW, key, _version(), said)
        except Invalid as error:
            reread()
            found = saved_views.view(reader(), current_actor(), key)
            return self._form(found, error), 422
        return redirect(url_for(".shelf"))

    @expose("/<string:key>/copy", methods=["POST"])
    @has_access
    @permission_name("write")
    def copy(self, key: str) -> Any:
        """A personal view of one's own like it."""
        made = saved_views.copy(graph(), current_actor(), key)
        flash(_("已复制为个人视图“%(name)s”", name=made.name), "success")
        return redirect(url_for(".edit", key=made.number))

    @expose("/<string:key>/retire", methods=["POST"])
    @has_access
    @permission_name("write")
    def retire(self, key: str) -> Any:
        """Take one's own view out of use."""
        saved_views.retire(graph(), current_actor(), VIEW, key, _version())
        return redirect(url_for(".shelf"))

    @expose("/folders", methods=["GET"])
    @has_access
    @permission_name("read")
    def folders(self) -> Any:
        """The folders that a view may be put into."""
        found = saved_views.folders(reader(), current_actor())
        return jsonify(folders=[{"id": each["uid"], "name": each["name"]} for each in found])

    @expose("/folders", methods=["POST"])
    @has_access
    @permission_name("write")
    def make_folder(self) -> Any:
        """A new folder."""
        said = {n: request.form[n] for n in ("name", "audience") if n in request.form}
        try:
            saved_views.make_folder(graph(), current_actor(), said)
        except Invalid as error:
            return self._shelf(error, {}), 422
        return redirect(url_for(".shelf"))

    @expose("/folders/<string:key>", methods=["POST"])
    @has_access
    @permission_name("write")
    def change_folder(self, key: str) -> Any:
        """Rename a folder; with ``retire`` take it out of use, its views stay."""
        actor = current_actor()
        if request.form.get("retire"):
            saved_views.retire(graph(), actor, FOLDER, key, _version())
        else:
            said = {"name": request.form.get("name", "")}
            try:
                saved_views.change(graph(), actor, FOLDER, key, _version(), said)
            except Invalid as error:
                return self._shelf(error, {}), 422
        return redirect(url_for(".shelf"))

    def _shelf(self, error: Invalid | None = None, said: dict[str, Any] | None = None) -> str:
        reread()
        found = saved_views.shelf(reader(), current_actor())
        names = _people(found)
        folders = {each["uid"]: each["name"] for each in found.folders}
        parts = (
            (_("我的视图"), found.mine, _("在列表、问题或图上选“保存视图”，就会列在这里。")),
            (_("本院共享"), found.of_others(SHARED), _("本院同事共享、大家都可修改的视图。")),
            (
                _("锁定"),
                found.of_others(LOCKED),
                _("本院同事共享而只由其本人修改的视图，可以复制。"),
            ),
        )
        return self.render_template(
            "zj/saved_views.html",
            title=_("保存的视图"),
            parts=[
                {"label": label, "empty": empty, "columns": _columns(),
                 "rows": [_row(each, names, folders) for each in views]}
                for label, views, empty in parts
            ],
            folders=[
                dict(each) | {"mine": each["owner"] == found.me, "who": names[each["owner"]],
                              "open": saved_views.may_change(current_actor(), each)}
                for each in found.folders
            ],
            faults=[say(text) for text in error.faults.values()] if error else [],
            said=said or {},
        )  # fmt: skip

    def _form(self, found: Record, error: Invalid | None = None) -> str:
        actor = current_actor()
        own = found.links["in_folder"][0].uid if found.links["in_folder"] else ""
        faults = error.faults if error else {}
        return self.render_template(
            "zj/saved_view.html",
            title=found.name,
            view=found,
            own=saved_views.is_owner(actor, found),
            open=saved_views.may_change(actor, found),
            who=_name(found.owner),
            audience=say(VIEW.fields["audience"].display(found.audience)),
            audiences=_audiences(),
            folders=[[each["uid"], each["name"]]
                     for each in saved_views.folders(reader(), actor)],
            folder=own,
            sent={**found.values(), **request.form},
            faults={name: [say(text)] for name, text in faults.items()},
        )  # fmt: skip


def _sent() -> dict[str, Any]:
    """What was sent, as JSON or as a form; raises BadBody."""
    if not request.is_json:
        return dict(request.form)
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not all(isinstance(v, str | None) for v in body.values()):
        raise BadBody(why=Text("应为一个对象，值都是文字", "an object of texts is needed"))
    return body


def _version() -> int:
    """The version that the form was filled from; 0, which none has, where it isn't a number."""
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _require_page(address: str) -> None:
    """Raise Invalid unless the address is a page of this product, whoever may see it."""
    path = address.partition("?")[0].partition("#")[0]
    adapter = current_app.url_map.bind("")
    try:
        known = (
            path.startswith("/")
            and not path.startswith(NO_PAGES)
            and not _FILE.search(unquote(path))
        )
        if known:
            adapter.match(path, method="GET")
    except RequestRedirect:
        known = True
    except HTTPException:
        known = False
    if not known:
        raise Invalid({"address": Text("没有这个页面", "there is no such page here")})


def _columns() -> list[dict[str, Any]]:
    return [
        {"name": "name", "label": _("名称")},
        {"name": "notes", "label": _("备注"), "wide": True},
        {"name": "audience", "label": _("范围"), "kind": "status"},
        {"name": "who", "label": _("共享人")},
        {"name": "folder", "label": _("文件夹")},
        {"name": "changed", "label": _("修改日期"), "kind": "date"},
    ]


def _row(each: Row, names: dict[str, str], folders: dict[str, str]) -> dict[str, Any]:
    key, actor = each["number"], current_actor()
    notes = each["notes"] or ""
    actions = [
        {"label": _("复制"), "url": url_for(".copy", key=key), "icon": "copy", "post": True},
        {"label": _("修改"), "url": url_for(".edit", key=key), "icon": "edit"},
    ]
    if not saved_views.may_change(actor, each):
        actions.pop()
    return {
        "key": key,
        "url": url_for(".opened", key=key),
        "cells": {
            "name": each["name"],
            "notes": notes[:NOTES_SHOWN] + ("…" if notes[NOTES_SHOWN:] else ""),
            "audience": {
                "kind": "neutral" if each["audience"] == "personal" else "info",
                "label": say(VIEW.fields["audience"].display(each["audience"])),
            },
            "who": names[each["owner"]],
            "folder": folders.get(each["folder"] or "", ""),
            "changed": str(each["changed_at"])[:10],
        },
        "actions": actions,
    }


def _people(found: Shelf) -> dict[str, str]:
    return {owner: _name(owner) for owner in {e["owner"] for e in (*found.views, *found.folders)}}


def _name(username: str) -> str:
    """What a user is called; the user name where the account is gone."""
    user = current_app.appbuilder.sm.find_user(username=username)
    return f"{user.get_full_name()} ({username})" if user else username


def _audiences() -> list[list[str]]:
    return [
        [code, say(name)] for code, name in type_of("SavedView").fields["audience"].choices.items()
    ]


def register(appbuilder: Any) -> None:
    """Add the pages and their place in the navigation."""
    appbuilder.add_view(
        SavedViewsView, "Saved views", label=lazy_gettext("保存的视图"), icon="eye",
        category="explore",
    )  # fmt: skip


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Everybody keeps views; whose they are is decided in graph/."""
    return {
        role: {
            ("menu_access", "explore"),
            ("menu_access", "Saved views"),
            ("can_read", "SavedViewsView"),
            ("can_write", "SavedViewsView"),
        }
        for role in Role
    }
