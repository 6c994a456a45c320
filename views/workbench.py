"""The first page after login: what waits for the reader, and what is new in scope. Nothing else."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph.model import Link, Record, type_of
from graph.operations.duties.workbench import Received, Waiting, Workbench, workbench
from graph.scope import Role
from views.cells import address, record_address
from views.duties import shown
from views.inbox import line as inbox_line
from views.request import current_actor, reader, say


class WorkbenchView(BaseView):
    """``/workbench``: each role's own duties, recurrences, findings, notices."""

    route_base = "/workbench"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        """What waits for the reader."""
        actor = current_actor()
        found = workbench(reader(), actor)
        return self.render_template(
            "zj/workbench.html",
            title=_("工作台"),
            greeting=_("%(name)s，您好", name=actor.name),
            found=found,
            looked_for=shown.looked_for(),
            court=found.court.name if found.court else _("全部法院"),
            mine=_cards(found, found.mine) if actor.officer else None,
            unit=_cards(found, found.unit) if found.court else None,
            unit_url=_unit_url(found),
            recurred=[
                *(inbox_line(each) | _again(found, each.link) for each in found.recurred),
                *(_finding(each) | _again(found, each) for each in found.recurrences),
            ],
            findings=[_finding(each) for each in found.findings],
            notices=[inbox_line(each) for each in found.notices],
            received=[_notice(each) for each in found.received],
        )


def _cards(found: Workbench, waiting: Waiting) -> list[dict[str, Any]]:
    """Overdue, due soon, coming: each with its first duties."""
    parts = (
        (_("逾期"), "overdue", waiting.overdue),
        (_("即将到期"), "due-soon", waiting.soon),
        (_("30天内到期"), "open", waiting.coming),
    )
    return [
        {
            "title": title, "kind": kind, "n": len(rows),
            "items": [shown.item(each, found.today) for each in rows],
        }
        for title, kind, rows in parts
    ]  # fmt: skip


def _unit_url(found: Workbench) -> str:
    if found.court is None:
        return ""
    own = "" if found.court.level == "basic" else "1"
    return url_for("MissingView.page", court=found.court.code, own=own or None, state="all")


def _finding(record: Record) -> dict[str, Any]:
    kind = record.declared
    status = kind.fields["status"].display(record.status)
    problem = next(iter(record.links.get("problem", ())), None)
    at = next(iter(record.links.get("at", ())), None)
    parts = [link.title for link in (problem, at) if link]
    return {
        "label": str(record), "sub": " · ".join(parts), "when": str(record.occurred_on or ""),
        "url": record_address(record), "status": {"kind": record.status, "label": say(status)},
    }  # fmt: skip


def _again(found: Workbench, finding: Link | Record | None) -> dict[str, Any]:
    """How it recurs: the kinds are told apart, with how often it was put right in vain."""
    again = found.again.get(finding.uid) if finding else None
    if again is None or not again.kinds:
        return {"status": None}
    kinds = type_of("Finding").refs["recurs_after"].fields["kind"]
    label = "、".join(say(kinds.display(kind)) for kind in again.kinds)
    if again.depth:
        label = _("%(kinds)s · 整改落空 %(n)s 次", kinds=label, n=again.depth)
    return {"status": {"kind": "gap", "label": label}}


def _notice(notice: Received) -> dict[str, Any]:
    kind = type_of("Notice")
    sort = say(kind.fields["sort_of_notice"].display(notice.sort))
    return {
        "label": notice.title or notice.number,
        "sub": " · ".join((sort, ", ".join(notice.to))),
        "when": str(notice.on or ""), "url": address(kind, notice.number, notice.uid),
        "status": None,
    }  # fmt: skip


def register(appbuilder: Any) -> None:
    """Add the page, the first entry of the navigation."""
    appbuilder.add_view(
        WorkbenchView, "Workbench", icon="home", label=lazy_gettext("工作台"), category="workbench"
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may read duties has a workbench: everybody."""
    given = {
        ("can_read", "WorkbenchView"), ("menu_access", "Workbench"), ("menu_access", "workbench"),
    }  # fmt: skip
    return {Role(role): set(given) for role in type_of("Duty").access.read}
