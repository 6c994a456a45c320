"""The navigation on the left: FAB's menu, grouped by what people do, each entry by right.

FAB's own ``is_menu_visible`` asks SQL once an entry (and its ``get_flat_name_list`` doubles its
result with every category), so the rights to the whole menu are asked for once a page here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, request
from flask_babel import gettext, lazy_gettext

GROUPS: dict[str, tuple[Any, str]] = {
    "workbench": (lazy_gettext("工作台"), "home"),
    "explore": (lazy_gettext("探索"), "graph"),
    "problems": (lazy_gettext("问题与复发"), "repeat"),
    "duties": (lazy_gettext("责任与断链"), "chain-gap"),
    "feedback": (lazy_gettext("反馈与整改"), "feedback"),
    "reviews": (lazy_gettext("执行审查"), "scales"),
    "petitions": (lazy_gettext("执行信访"), "envelope"),
    "callbacks": (lazy_gettext("当事人回访"), "phone"),
    "trips": (lazy_gettext("外出与廉洁"), "route"),
    "meetings": (lazy_gettext("会商·争议·会议"), "meeting"),
    "inspections": (lazy_gettext("督导检查"), "clipboard"),
    "courts": (lazy_gettext("法院"), "court"),
    "officers": (lazy_gettext("人员"), "people"),
    "cases": (lazy_gettext("案件"), "folder"),
    "exchange": (lazy_gettext("导入导出"), "import"),
    "administration": (lazy_gettext("管理"), "settings"),
}
"""Menu categories in the order in which they are shown: name and icon."""

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
    groups = {name: Group(name, str(label), icon) for name, (label, icon) in GROUPS.items()}
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
    """The entry whose address is the longest beginning of this page's is the current one."""
    entries = [entry for group in groups for entry in group.entries if entry.url]
    fitting = [entry for entry in entries if _leads_to(entry.url, request.path)]
    if fitting:
        max(fitting, key=lambda entry: len(entry.url)).current = True


def _leads_to(url: str, path: str) -> bool:
    base = url.split("?")[0].removesuffix("list/").rstrip("/")
    return path.rstrip("/") == base or (base != "" and path.startswith(base + "/"))
