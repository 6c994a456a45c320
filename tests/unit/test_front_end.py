"""What can be said of the face without a browser: contrast, addresses, hosts, navigation."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from app import assets
from app.navigation import GROUPS, navigation
from config import ROOT

TOKENS = (ROOT / "frontend/src/css/tokens.css").read_text(encoding="utf-8")
STATES = ["open", "due-soon", "overdue", "met", "met-late"]
TEXTS = [
    *((text, ground) for text in ("text", "text-2", "text-3") for ground in ("ground", "surface")),
    ("text", "sunken"),
    ("text-2", "sunken"),
    ("text", "hover"),
    ("text", "accent-soft"),
    ("accent", "surface"),
    ("accent", "ground"),
    ("accent", "accent-soft"),
    ("on-button", "button"),
    ("on-button", "button-hover"),
    ("on-danger", "danger"),
    ("on-solid", "solid"),
    ("waived", "surface"),
    *((state, f"{state}-soft") for state in STATES),
    *((state, "surface") for state in STATES),
]
MARKS = [("control", "surface"), ("focus", "surface"), ("focus", "ground")]


def theme(name: str) -> dict[str, str]:
    """The colours of a theme by their names."""
    light, _, dark = TOKENS.partition(':root[data-theme="dark"]')
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", light))
    return found | (
        dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", dark)) if name == "dark" else {}
    )


def contrast(one: str, other: str) -> float:
    """Ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(name: str, text: str, ground: str) -> None:
    colours = theme(name)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_lines_that_mean_something_can_be_seen(name: str, mark: str, ground: str) -> None:
    colours = theme(name)
    assert contrast(colours[mark], colours[ground]) >= 3


def test_nothing_is_asked_of_another_host() -> None:
    files = [
        *(ROOT / "frontend/src").rglob("*.*"),
        *(ROOT / "app/templates").rglob("*.html"),
        *(ROOT / "app/static/zj").iterdir(),
    ]
    named = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.[\w.-]+""")
    found = {
        f"{path.relative_to(ROOT)}: {hit}"
        for path in files
        for hit in named.findall(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_no_template_names_a_missing_icon() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (assets.STATIC / "zj/icons.svg").read_text()))
    asked = {
        name
        for path in (ROOT / "app/templates").rglob("*.html")
        for name in re.findall(r"ui\.icon\('([\w-]+)'\)", path.read_text(encoding="utf-8"))
    }
    assert asked - drawn == set()
    assert {icon for _, icon in GROUPS.values()} - drawn == set()


def test_the_address_of_a_file_changes_with_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    app = Flask("test", static_folder=str(tmp_path), static_url_path="/static")
    (tmp_path / "a.css").write_text("one")
    with app.test_request_context():
        first = assets.asset("a.css")
    (tmp_path / "a.css").write_text("another")
    with app.test_request_context():
        second = assets.asset("a.css")
        missing = assets.asset("none.js")
    assert re.fullmatch(r"/static/a\.css\?v=[0-9a-f]{12}", first)
    assert second != first
    assert missing == "/static/none.js"


def item(name: str, href: str = "", childs: list[Any] | None = None) -> SimpleNamespace:
    """A menu item as FAB keeps it."""
    return SimpleNamespace(
        name=name, label=name, href=href, icon="", childs=childs or [],
        get_url=lambda: href, should_render=lambda: True,
    )  # fmt: skip


def shown(path: str, allowed: set[str]) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Groups and entries that a user with these rights sees on a page."""
    menu = [
        item("administration", childs=[item("Users", "/users/list/"), item("-")]),
        item("cases", childs=[item("Cases", "/cases/list/"), item("Acts", "/cases/acts/list/")]),
        item("Other", "/other/"),
    ]
    app = Flask("test")
    Babel(app, default_locale="en")
    app.appbuilder = SimpleNamespace(  # type: ignore[attr-defined]
        menu=SimpleNamespace(get_list=lambda: menu),
        sm=SimpleNamespace(get_user_menu_access=lambda names: allowed & set(names)),
    )
    with app.test_request_context(path):
        return [
            (group.label, [(entry.label, entry.current) for entry in group.entries])
            for group in navigation()
        ]


def test_navigation_shows_what_one_may_enter_in_the_order_of_the_groups() -> None:
    allowed = {"administration", "Users", "cases", "Cases", "Acts"}
    assert shown("/cases/acts/show/1", allowed) == [
        ("Cases", [("Cases", False), ("Acts", True)]),
        ("Administration", [("Users", False)]),
    ]


def test_a_group_without_an_entry_for_the_user_is_left_out() -> None:
    assert shown("/", {"administration", "cases", "Cases", "Other"}) == [
        ("Cases", [("Cases", False)]),
        ("Other", [("Other", False)]),
    ]
