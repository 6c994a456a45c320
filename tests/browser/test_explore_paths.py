"""Paths as people look for them: ends by right click and by search, swapped, narrowed, the next
one, through a court only if asked, and what is said where there is none."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.explorer import (
    PATIENCE,
    STILL,
    World,
    begin,
    by_menu,
    count,
    lights,
    lit,
    there,
)
from tests.integration.stories import Story

pytestmark = pytest.mark.browser


def found(page: Page, words: str) -> None:
    """What the form says of the search."""
    result = page.locator(".explore-path .explore-found")
    expect(result).to_contain_text(words, timeout=PATIENCE)
    page.evaluate(STILL)


def test_a_path_is_narrowed_swapped_and_followed_by_the_next(world: World, visit: Visit) -> None:
    story = Story(world.tree)
    p, c = world.near, world.case
    a = story.act(c, "2022-06-10")
    r = story.review(a, "revoked", "2022-09-01")
    f = story.finding("2022-06-10", found_by=r, concerns=a, in_case=c)
    other = world.tree.case("2")
    page = visit(world.user("a1"))
    begin(page, c)
    count(page, "信访", 1)
    by_menu(page, p, "设为路径起点")
    form = page.get_by_role("complementary", name="路径")
    expect(form).to_contain_text(str(p.number))
    form.get_by_placeholder("查找终点").fill(str(r.number))
    form.get_by_role("option").first.click()
    find, following = (form.get_by_role("button", name=name) for name in ("查找路径", "下一条"))
    expect(following).to_be_disabled()
    find.click()
    found(page, "找到 3 步的路径")
    first = lit(page)
    assert first - {a.uid, f.uid} == {p.uid, c.uid, r.uid}
    following.click()
    page.wait_for_url(re.compile("skip=1"))
    page.evaluate(STILL)
    lights(page, p, c, r, a if f.uid in first else f)

    # Relations are chosen: one way is left, and no next.
    form.get_by_text("可走的关系").click()
    for rel in ("ABOUT", "HAS_ACT", "CHALLENGES"):
        form.locator(f'input[name=rel][value="{rel}"]').check()
    find.click()
    page.wait_for_url(re.compile("by=ABOUT,CHALLENGES,HAS_ACT|by=[A-Z_,]*HAS_ACT"))
    found(page, "找到 3 步的路径")
    lights(page, p, c, a, r)
    expect(following).to_be_disabled()

    # Only along the stored direction there is none, nor within two steps.
    directed = form.get_by_label("只顺着关系的方向")
    directed.check()
    find.click()
    found(page, "没有找到路径")
    directed.uncheck()
    longest = form.get_by_label("最多几步")
    longest.fill("2")
    find.click()
    found(page, "没有找到路径")
    longest.fill("6")
    form.get_by_role("button", name="对调").click()
    find.click()
    found(page, f"{r.headline} → ")
    page.wait_for_url(re.compile(f"path={r.uid},{p.uid}"))
    lights(page, p, c, a, r)

    # Back goes to what was asked before, and lights it.
    page.go_back()
    page.wait_for_url(re.compile(f"path={p.uid},{r.uid}"))
    lights(page, p, c, a, r)
    found(page, f"{p.headline} → ")

    # Both ends by right click: it is looked for at once.
    by_menu(page, c, "设为路径起点")
    lights(page, c, a, r)
    by_menu(page, a, "设为路径终点")
    found(page, "找到 1 步的路径")
    lights(page, c, a)

    # A court is passed only if asked.
    form.locator("input[name=rel]:checked").first.uncheck()
    for rel in ("HAS_ACT", "CHALLENGES", "ABOUT"):
        form.locator(f'input[name=rel][value="{rel}"]').uncheck()
    form.locator('input[name=rel][value="ENFORCED_BY"]').check()
    form.locator("[data-end=to] .chip-remove").click()
    form.get_by_placeholder("查找终点").fill(str(other.number))
    form.get_by_role("option").first.click()
    find.click()
    found(page, "没有找到路径")
    form.get_by_text("可经过的枢纽").click()
    form.locator('input[name=through][value="Court"]').check()
    find.click()
    found(page, "找到 2 步的路径")
    lights(page, c, world.tree.courts["a1"], other)
    page.wait_for_url(re.compile("layout="))
    page.reload()
    expect(page.locator(".explore-count")).not_to_be_empty(timeout=PATIENCE)
    there(page, other)
    lights(page, c, world.tree.courts["a1"], other)
