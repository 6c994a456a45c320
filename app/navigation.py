"""The navigation on the left: FAB's menu, grouped by what people do, each entry by right.

FAB's own ``is_menu_visible`` asks SQL once an entry (and its ``get_flat_name_list`` doubles its
result with every category), so the rights to the whole menu are asked for once a page here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, g, request
from flask_babel import gettext

from graph.text import Text
from views.request import say

GROUPS: dict[str, tuple[Text, str]] = {
    "workbench": (Text("工作台", "Workbench"), "home"),
    "explore": (Text("探索", "Explore"), "graph"),
    "problems": (Text("问题与复发", "Problems, recurrence"), "repeat"),
    "duties": (Text("责任与断链", "Duties and gaps"), "chain-gap"),
    "feedback": (Text("反馈与整改", "Feedback, correction"), "feedback"),
    "reviews": (Text("执行审查", "Enforcement review"), "scales"),
    "petitions": (Text("执行信访", "Petitions"), "envelope"),
    "callbacks": (Text("当事人回访", "Call-backs"), "phone"),
    "trips": (Text("外出与廉洁", "Trips and integrity"), "route"),
    "meetings": (Text("会商·争议·会议", "Meetings and disputes"), "meeting"),
    "inspections": (Text("督导检查", "Inspection"), "clipboard"),
    "courts": (Text("法院", "Courts"), "court"),
    "officers": (Text("人员", "People"), "people"),
    "cases": (Text("案件", "Cases"), "folder"),
    "exchange": (Text("导入导出", "Import and export"), "import"),
    "administration": (Text("管理", "Administration"), "settings"),
}
"""Menu categories in the order in which they are shown: name and icon.

Text, not catalogue phrases: 法院 is "Courts" here and "Court" beside a field.
"""

JOINED = {"Security": "administration"}
"""FAB's own categories, and the group that takes their entries."""


@dataclass
class Entry:
    """One line of the navigation."""

    label: str
    url: str
    icon: str
    current: bool = False


@dataclass
class Group:
    """A heading with its entries; ``single`` is the entry that stands for the whole group."""

    name: str
    label: str
    icon: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)

    @property
    def single(self) -> Entry | None:
        return self.entries[0] if len(self.entries) == 1 else None


def navigation() -> list[Group]:
    """The groups that the current user may enter, those without an entry left out."""
    menu = current_app.appbuilder.menu.get_list()
    names = {item.name for item in _flat(menu)}
    allowed = current_app.appbuilder.sm.get_user_menu_access(sorted(names))
    groups = {name: Group(name, say(label), icon) for name, (label, icon) in GROUPS.items()}
    for top in menu:
        if top.name not in allowed or not top.should_render():
            continue
        name = JOINED.get(top.name, top.name)
        group = groups.setdefault(name, Group(name, _label(top), top.icon or "list"))
        for item in top.childs or [top]:
            if item.name in allowed and item.name != "-" and item.should_render():
                group.entries.append(Entry(_label(item), item.get_url(), item.icon or "list"))
    _mark_current(groups.values())
    return [group for group in groups.values() if group.entries]


def _flat(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _flat(item.childs)


def _label(item: Any) -> str:
    return gettext(str(item.label))


def _mark_current(groups: Iterable[Group]) -> None:
    """The entry whose address is the longest beginning of this page's is the current one; a page
    that belongs to another entry gives that entry's address as ``g.place``."""
    here = g.get("place", request.path)
    entries = [entry for group in groups for entry in group.entries if entry.url]
    fitting = [entry for entry in entries if _leads_to(entry.url, here)]
    if fitting:
        max(fitting, key=lambda entry: len(entry.url)).current = True


def _leads_to(url: str, path: str) -> bool:
    base = url.split("?")[0].removesuffix("list/").rstrip("/")
    return path.rstrip("/") == base or (base != "" and path.startswith(base + "/"))
