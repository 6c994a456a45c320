"""The box on every page: suggestions with their reason, keys, a slow and a failing server; the
results with their facets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from graph.scope import Role
from tests.browser.conftest import Product, Visit
from tests.conftest import Tree

pytestmark = pytest.mark.browser

SUGGEST = "**/search/suggest?q=*"


@pytest.fixture
def page(product: Product, visit: Visit, tree: Tree) -> Page:
    """A supervisor of ``a``'s first page; a1 has two petitions and a2 one that say 氿款."""
    for number, court in (("1", "a1"), ("2", "a1"), ("3", "a2")):
        tree.petition(number, court, received_on=f"202{number}-03-01", content="反映氿款拖延发放")
    who = product.people.user(Role.SUPERVISOR, actor=tree.actor("a", Role.SUPERVISOR))
    return visit(who)


def test_from_a_key_to_a_record_with_the_reason_shown(page: Page, tree: Tree) -> None:
    page.keyboard.press("/")
    box, options = page.locator("[data-search]"), page.locator(".search [role=option]")
    expect(box).to_be_focused()
    expect(page.get_by_role("button", name="案件:", exact=True)).to_be_visible()
    page.keyboard.type("氿")
    expect(options).to_have_count(3)
    expect(options.first.locator(".reason")).to_have_text("诉求：反映氿款拖延发放")
    expect(options.first.locator("mark")).to_have_text("氿")
    expect(options.first).to_contain_text("执行信访")
    expect(options.first).to_contain_text(tree.courts["a1"].name)
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("氿")
    box.press("ArrowDown")
    expect(options).to_have_count(3)
    box.press("ArrowDown")
    expect(page.locator(".search [aria-selected=true]")).to_have_count(1)
    box.press("Enter")
    page.wait_for_url("**/petition/show/**")


def test_a_slow_server_is_waited_for_and_a_failing_one_asked_again(page: Page) -> None:
    held: list[Route] = []
    box, options = page.locator("[data-search]"), page.locator(".search [role=option]")
    page.route(SUGGEST, lambda route: held.append(route))
    box.click()
    box.fill("氿款")
    expect(page.locator(".search[aria-busy=true]")).to_be_visible()
    held[-1].fulfill(status=200, body="坏了", content_type="application/json")
    again = page.locator(".search").get_by_role("button", name="重试")
    expect(again).to_be_visible()
    expect(page.locator(".search[aria-busy=true]")).to_have_count(0)
    expect(box).to_have_value("氿款")
    page.unroute(SUGGEST)
    again.click()
    expect(options).to_have_count(3)


def test_results_are_narrowed_by_court_and_year(page: Page, tree: Tree) -> None:
    box = page.locator("[data-search]")
    box.fill("氿款")
    box.press("Enter")
    page.wait_for_url("**/search?q=*")
    hits, sides = page.locator(".card-list li"), page.locator(".search-sides")
    expect(hits).to_have_count(3)
    expect(hits.first.locator("mark")).to_have_text("氿款")
    sides.get_by_role("link", name=tree.courts["a1"].name).click()
    expect(hits).to_have_count(2)
    sides.get_by_role("link", name="2022").click()
    expect(hits).to_have_count(1)
    expect(hits).to_contain_text("XF2")
    sides.get_by_role("link", name="取消").last.click()
    expect(hits).to_have_count(2)


def test_all_of_one_type_are_reached_page_by_page(page: Page, tree: Tree) -> None:
    for number in range(4, 35):
        tree.petition(str(number), "a2", received_on="2024-03-01", content="反映氿款拖延发放")
    hits, count = page.locator(".card-list li"), page.locator(".count-text")
    page.goto("/search?q=氿款")
    page.get_by_role("link", name="更多执行信访").click()
    expect(hits).to_have_count(30)
    expect(count).to_have_text("第 1–30 条，共 34 条")
    expect(page.locator(".search-sides")).to_contain_text("31")
    page.get_by_role("link", name="下一页").click()
    expect(hits).to_have_count(4)
    expect(count).to_have_text("第 31–34 条，共 34 条")
    page.go_back()
    expect(count).to_have_text("第 1–30 条，共 34 条")
    assert page.request.get("/search?q=氿款&type=nothing").status == 400
