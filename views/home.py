"""The way in, and the overview of all records: what is there, and what was done last."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask_appbuilder import BaseView, IndexView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph import clock
from graph.audit import TAG_NAMES
from graph.model import DOMAINS, Domain, Record, RecordType, type_of, types
from graph.operations import overview
from graph.records import Count
from graph.scope import ROLE_NAMES, Actor, Role
from views.cells import address, record_address
from views.request import current_actor, reader, say
from views.search import counted


class HomeView(IndexView):
    """``/``: the way to the workbench."""

    @expose("/")
    def index(self) -> Any:
        """Everybody begins at the workbench."""
        return redirect(url_for("WorkbenchView.page"))


class OverviewView(BaseView):
    """``/records``: all sorts of records; few statements, the same for every role and amount."""

    route_base = "/records"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        """How many records of each type there are, and what was done last."""
        actor, tx = current_actor(), reader()
        counts = overview.counts(tx, actor)
        home = {
            "greeting": _("全部记录"),
            "lede": _lede(actor),
            "questions": _questions(self.appbuilder.sm),
            "groups": _groups(counts),
            "shortcuts": _shortcuts(actor, self.appbuilder.sm),
            "latest": [
                _changes(overview.changes(tx, actor)),
                *_imports(actor, overview.imports(tx, actor)),
            ],
        }
        return self.render_template("zj/home.html", home=home)


def _lede(actor: Actor) -> str:
    separator = "、" if actor.language == "zh" else ", "
    roles = separator.join(say(ROLE_NAMES[role]) for role in Role if role in actor.roles)
    return _("您的角色：%(roles)s。下列数字只计您有权查看的在用记录。", roles=roles)


def _questions(rights: Any) -> list[dict[str, str]]:
    """What people come to ask, each with the page that answers it."""
    return [
        {"label": label, "text": text, "url": url_for(endpoint), "icon": icon}
        for right, endpoint, label, text, icon in (
            (
                "can_read", "ProblemMapView.recurrence", _("哪些问题反复出现"),
                _("问题与法院、季度的热力图；反馈、整改之后再现的有深度"), "repeat",
            ),
            (
                "can_list", "FindingView.list", _("一件事的责任链走到哪一步"),
                _("选一项问题发现，打开它的责任链；案件、审查、信访、整改等也有"), "route",
            ),
            (
                "can_read", "OfficerFileView.search", _("一位执行人员的经历"),
                _("查阅须说明事由，并留有记录"), "people",
            ),
        )
        if rights.has_access(right, endpoint.partition(".")[0])
    ]  # fmt: skip


def _groups(counts: dict[str, Count]) -> list[dict[str, Any]]:
    """How many records of each type there are, as the navigation groups them. What only the
    system writes is left out while nothing is in it."""
    groups: dict[Domain, list[dict[str, Any]]] = {domain: [] for domain in DOMAINS}
    for kind in types().values():
        count = counts.get(kind.name)
        if count is None or not (count.value or kind.access.write):
            continue
        url = url_for(f"{kind.name}View.list")
        line = {"label": say(kind.plural), "value": counted(count), "url": url}
        groups[kind.domain].append(line)
    return [
        {"label": say(DOMAINS[domain]), "lines": lines}
        for domain, lines in groups.items()
        if lines and domain is not Domain.SYSTEM
    ]


def _shortcuts(actor: Actor, rights: Any) -> list[dict[str, Any]]:
    """What the roles may begin, and the pages that are theirs."""
    entries = [
        {"label": say(kind.label), "url": url_for(f"{kind.name}View.add"), "icon": "plus"}
        for kind in _entered(actor)
    ]
    pages = [
        {"label": label, "text": text, "url": url_for(endpoint), "icon": icon}
        for right, endpoint, label, text, icon in _pages()
        if rights.has_access(right, endpoint.partition(".")[0])
    ]
    groups = [
        {"title": _("登记新记录"), "items": entries, "compact": True},
        {"title": _("常用"), "items": pages},
    ]
    return [group for group in groups if group["items"]]


def _pages() -> list[tuple[str, str, str, str, str]]:
    """Right, endpoint, name, sentence, icon."""
    return [
        ("can_list", "UserView.list", _("用户账号"), _("账号、角色和所属法院"), "user"),
        ("can_read", "AuditView.page", _("审计校验"), _("核对审计链是否完整"), "shield"),
        (
            "can_read", "DictionaryView.overview", _("数据字典"),
            _("每种记录的字段、关系和权限"), "list",
        ),
    ]  # fmt: skip


def _entered(actor: Actor) -> list[RecordType]:
    """The types of things that happen, as far as the actor enters them."""
    return [kind for kind in types().values() if kind.dated and actor.may_write(kind)]


def _changes(changes: list[overview.Change]) -> dict[str, Any]:
    return {
        "title": _("我最近的修改"),
        "empty": _("您还没有登记或修改过记录。"),
        "items": [
            {
                "label": each.title,
                "sub": " · ".join((say(TAG_NAMES[each.tag]), say(each.kind.label))),
                "when": clock.minute(each.at),
                "url": address(each.kind, each.key, each.uid),
            }
            for each in changes
        ],
    }


def _imports(actor: Actor, imports: list[Record]) -> list[dict[str, Any]]:
    kind = type_of("Import")
    if not actor.may_read(kind):
        return []
    return [
        {
            "title": _("最近的导入"),
            "url": url_for("ImportView.list"),
            "empty": _("您的法院还没有导入过文件。"),
            "items": [_import(each) for each in imports],
        }
    ]


def _import(each: Record) -> dict[str, Any]:
    fields = each.declared.fields
    numbers = [f"{say(fields[n].label)} {getattr(each, n) or 0:,}" for n in
               ("rows", "created", "refused", "contradictions")]  # fmt: skip
    return {
        "label": each.file_name,
        "sub": " · ".join(numbers),
        "when": say(fields["started_at"].display(each.started_at)),
        "url": record_address(each),
        "status": {"kind": "neutral", "label": say(fields["state"].display(each.state))},
    }


def register(appbuilder: Any) -> None:
    """The overview, under the workbench; the way in is FAB's index view."""
    appbuilder.add_view(
        OverviewView,
        "Overview",
        icon="folder",
        label=lazy_gettext("全部记录"),
        category="workbench",
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Everybody sees how much there is of what they may read."""
    given = {
        ("can_read", "OverviewView"),
        ("menu_access", "Overview"),
        ("menu_access", "workbench"),
    }
    return {role: set(given) for role in Role}
