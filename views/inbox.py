"""The inbox: news for the reader's court and for the reader as an officer, read or not."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph import clock
from graph.duties.inbox import WHAT_NAMES, What
from graph.duties.rule import STEPS, Step
from graph.errors import BadParameter
from graph.operations.duties import inbox
from graph.operations.duties.inbox import CAP, Item
from graph.operations.duties.missing import named
from graph.scope import Role, recipients
from graph.text import Text
from views.cells import link_address
from views.request import current_actor, graph, reader, say

PILLS = {
    What.OPENED: "open",
    What.OVERDUE: "overdue",
    What.ESCALATED: "due-soon",
    What.RECURRED: "gap",
    What.NOTICE: "info",
}
MOST = 200


class InboxView(BaseView):
    """``/inbox``: items by sort, all or unread; marked by POST."""

    route_base = "/inbox"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        """The latest first."""
        what, unread = request.args.get("what", ""), _switch("unread")
        after = request.args.get("after", "")
        found = inbox.inbox(reader(), current_actor(), what, unread, after)
        return self.render_template(
            "zj/inbox.html",
            title=_("收件箱"),
            found=found,
            addressed=bool(recipients(current_actor())),
            tabs=_tabs(what, unread, found.unread),
            columns=[
                {"name": "what", "label": _("事项"), "kind": "status"},
                {"name": "title", "label": _("内容"), "kind": "text", "wide": True},
                {"name": "on", "label": _("日期"), "kind": "date"},
                {"name": "at", "label": _("收到"), "kind": "text"},
                {"name": "read", "label": _("已读"), "kind": "text"},
            ],
            rows=[_row(each) for each in found.items],
            bulk=[
                {"label": _("标为已读"), "url": url_for("InboxView.mark", read=1), "icon": "check"},
                {"label": _("标为未读"), "url": url_for("InboxView.mark", read=0), "icon": "undo"},
            ],
            next_url=_address(what, unread, found.next) if found.next else "",
            first_url=_address(what, unread) if after else "",
        )  # fmt: skip

    @expose("/mark/<int(max=1):read>", methods=["POST"])
    @has_access
    @permission_name("read")
    def mark(self, read: int) -> Any:
        """Mark the ticked items read (1) or unread (0)."""
        keys = request.form.getlist("rowid")
        if not 1 <= len(keys) <= MOST:
            why = Text(f"一次选择1到{MOST}条", f"choose 1 to {MOST} items")
            raise BadParameter(name="rowid", value=len(keys), why=why)
        inbox.mark(graph(), current_actor(), keys, bool(read))
        return redirect(url_for("InboxView.page"))

    @expose("/read-all", methods=["POST"])
    @has_access
    @permission_name("read")
    def read_all(self) -> Any:
        """Mark everything read that counts as unread."""
        count = inbox.mark_all(graph(), current_actor())
        if count:
            flash(_("已将 %(n)s 条标为已读。", n=f"{count:,}"), "success")
        return redirect(url_for("InboxView.page"))


def unread_count() -> str:
    """How many are unread, for the top of every page: one statement, "" where none is."""
    count = inbox.unread(reader(), current_actor())
    return f"{CAP - 1}+" if count >= CAP else str(count or "")


def line(item: Item) -> dict[str, Any]:
    """An item as a line of a card."""
    return {
        "label": _title(item),
        "sub": "",
        "when": str(item.on or ""),
        "url": link_address(item.link) if item.link else "",
        "status": {"kind": PILLS[item.what], "label": _what(item)},
    }


def _row(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "url": link_address(item.link) if item.link else "",
        "cells": {
            "what": {"kind": PILLS[item.what], "label": _what(item)},
            "title": _title(item),
            "on": str(item.on or ""),
            "at": clock.minute(item.at),
            "read": _("已读") if item.read else _("未读"),
        },
        "muted": item.read,
    }


def _title(item: Item) -> str:
    """A duty by its rule, period and what it arises from; other records by their own title."""
    rule = say(named(item.rule)) if item.rule else ""
    return " ".join(part for part in (rule, item.period, item.title) if part)


def _what(item: Item) -> str:
    name = say(WHAT_NAMES[item.what])
    return f"{name} · {say(STEPS[Step(item.step)])}" if item.step else name


def _tabs(what: str, unread: bool, count: int) -> list[dict[str, Any]]:
    shown = f"{CAP - 1}+" if count >= CAP else str(count)
    made: list[dict[str, Any]] = [
        {"label": _("全部"), "url": _address("", False), "current": not what and not unread},
        {"label": _("未读"), "count": shown, "url": _address("", True),
         "current": unread and not what},
    ]  # fmt: skip
    return made + [
        {"label": say(text), "url": _address(str(each), False), "current": what == each}
        for each, text in WHAT_NAMES.items()
    ]


def _address(what: str, unread: bool, after: str = "") -> str:
    said = {"what": what, "unread": "1" if unread else "", "after": after}
    return url_for("InboxView.page", **{n: v for n, v in said.items() if v})


def _switch(name: str) -> bool:
    text = request.args.get(name, "")
    if text not in ("", "0", "1"):
        raise BadParameter(name=name, value=text, why=Text("须是 0 或 1", "write 0 or 1"))
    return text == "1"


def register(appbuilder: Any) -> None:
    """Add the page; it stands on top of every page and under the workbench."""
    appbuilder.add_view(
        InboxView, "Inbox", icon="inbox", label=lazy_gettext("收件箱"), category="workbench"
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Everybody has one."""
    given = {("can_read", "InboxView"), ("menu_access", "Inbox"), ("menu_access", "workbench")}
    return {role: set(given) for role in Role}
