"""Duties in the browser: from the workbench to a break in the chain, its duty, and its waiver; the
inbox. By keyboard where lists have keys."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from graph.scope import Role
from tests.browser.conftest import Product, Visit
from tests.conftest import Tree
from tests.integration.owed import CHECK, FEEDBACK, TODAY, owe, probe_rules

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("ZHIJIAN_SHOTS", "")
"""A folder for pictures of the pages, to be looked at; none without it."""


@pytest.fixture(autouse=True)
def rules(product: Product) -> Iterator[None]:
    """After the product is up, which sets today, and before the tree."""
    assert product
    with probe_rules():
        yield


@pytest.fixture
def owed(tree: Tree) -> list[str]:
    """Three open duties of a1, the first two overdue on 18 June 2025."""
    petition, department = tree.petition("1"), tree.departments["a1"]["enforcement"]
    return [
        owe(tree, rule, petition, department, due, part=str(due), opened=date(2025, 5, 30))
        for rule, due in (
            (FEEDBACK, date(2025, 5, 31)), (CHECK, date(2025, 6, 17)), (FEEDBACK, TODAY),
        )
    ]  # fmt: skip


def shot(page: Page, name: str) -> None:
    if SHOTS:
        for width in (1440, 1024):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1440, "height": 900})


def test_from_the_workbench_to_a_waiver(
    product: Product, visit: Visit, tree: Tree, owed: list[str]
) -> None:
    who = product.people.user(Role.SUPERVISOR, actor=tree.actor("a", Role.SUPERVISOR))
    page = visit(who)
    assert page.url.endswith("/workbench/")
    page.goto("/duties/missing/")
    page.wait_for_selector("[data-zj-trend] svg")
    shot(page, "missing")
    rows = page.locator(".data-table tbody tr")
    assert rows.count() == 2
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer:not([hidden]) .record-type")
    assert "应个案反馈" in page.locator("#drawer").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.wait_for_url(f"**/duties/{owed[0]}")
    shot(page, "duty")
    form = page.locator("form[action$='/waive']")
    form.locator("select").select_option(index=1)
    form.locator("textarea").fill("案件已移送其他法院")
    form.locator("button[type=submit]").click()
    page.wait_for_selector("form[action$='/restore']")
    assert page.locator("h1 .pill-waived").inner_text() == "已豁免"
    page.goto("/duties/missing/")
    assert rows.count() == 1


def test_the_inbox_is_read(product: Product, visit: Visit, tree: Tree, owed: list[str]) -> None:
    who = product.people.user(Role.RECORD_KEEPER, actor=tree.actor("a1", Role.RECORD_KEEPER))
    page = visit(who, "en", "dark")
    shot(page, "workbench-dark-en")
    assert page.locator(".topbar .dot").inner_text() == "3"
    page.goto("/inbox/")
    shot(page, "inbox-dark-en")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.locator("[data-bulk-action$='/1']").click()
    page.locator(".topbar .dot", has_text="2").wait_for()
    page.locator("form[action$='read-all'] button").click()
    page.wait_for_selector(".topbar .dot", state="detached")
