"""Duplicates in the browser: two records compared, merged, looked up, taken apart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from graph.model import Record
from graph.scope import Role
from graph.session import Graph
from tests.browser.conftest import Product, Visit
from tests.conftest import Tree

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("ZHIJIAN_SHOTS", "")
"""A folder for pictures of the pages, to be looked at; none without it."""


@pytest.fixture
def pair(tree: Tree) -> tuple[Record, Record]:
    """张三, entered twice; the second record has a case and a petition."""
    kept, gone = tree.officer("张三"), tree.create(
        "Officer", number=f"{tree.code}-张三2", name="张三 某",
        serves=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip
    tree.case("1", handlers=gone.uid)
    tree.petition("1", officers=gone.uid)
    return kept, gone


def shot(page: Page, name: str) -> None:
    if SHOTS:
        for width in (1440, 1024):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_records_become_one_and_two_again(
    graph: Graph, product: Product, visit: Visit, tree: Tree, pair: tuple[Record, Record],
    language: str,
) -> None:  # fmt: skip
    kept, gone = pair
    who = product.people.user(Role.RECORD_KEEPER, actor=tree.actor("a1", Role.RECORD_KEEPER))
    page = visit(who, language)
    page.goto("/duplicates/officer/")
    shot(page, f"candidates-{language}")
    row = page.locator(".table-card tbody tr").first
    assert kept.number in row.inner_text()
    assert gone.number in row.inner_text()
    row.locator(".row-actions a").click()
    shot(page, f"compare-{language}")
    page.locator(".record-form textarea[name=reason]").fill("核对身份证，同一人")
    page.locator(".record-form button[type=submit]").click()
    page.wait_for_url("**/merges")
    shot(page, f"merges-{language}")
    page.goto(f"/officer/show/{gone.number}")
    shot(page, f"gone-{language}")
    into = page.locator(".notice a")
    assert into.inner_text() == str(kept)
    page.goto(f"/duplicates/officer/split?record={kept.uid}")
    shot(page, f"split-{language}")
    page.goto("/duplicates/officer/merges")
    page.locator(".table-card tbody input[name=reason]").fill("弄错了")
    with page.expect_navigation():
        page.locator(".table-card tbody button[type=submit]").click()
    assert page.locator(".table-card tbody tr").count() == 0
    page.goto("/duplicates/party/")
    shot(page, f"parties-{language}")
