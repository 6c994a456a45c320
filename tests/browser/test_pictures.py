"""The pictures as a person uses them: heat map, trend, chain. Fixtures of test_components."""
# ruff: noqa: F811 (the fixtures are those of test_components)

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_components import chromium, gallery, page  # noqa: F401


def test_the_heat_map_has_a_number_in_each_cell_and_a_ring_with_the_depth(page: Page) -> None:
    page.goto("/pictures")
    cells = page.locator("#by-quarter .hm-cell")
    expect(cells).to_have_count(9 * 9)
    expect(page.locator("#by-quarter .hm-row")).to_have_count(9)
    expect(page.locator("#by-quarter .hm-group")).to_have_count(4)
    first = page.locator('#by-quarter [data-row="1.1"][data-column="c10"]')
    expect(first).to_have_attribute(
        "aria-label", "超标的查封、扣押、冻结 · 2024-Q3，26 件，65.0%（26/40），复发，最深第 2 次"
    )
    drawn = page.locator("#by-quarter .hm-chart text").all_text_contents()
    assert sorted(drawn, key=int) == sorted(
        ["3", "1", "7", "2", "12", "1", "4", "26", "2"] * 9 + ["1", "2"] * 9, key=int
    )


def test_rates_are_shown_at_a_switch(page: Page) -> None:
    page.goto("/pictures")
    page.get_by_role("button", name="按比率").click()
    expect(page.locator("#by-quarter .hm-chart text").get_by_text("65.0%")).to_have_count(1)
    expect(page.get_by_role("button", name="按比率")).to_be_focused()
    expect(page.locator("#by-court .segmented")).to_have_count(0)


def test_a_cell_leads_to_what_is_behind_it(page: Page) -> None:
    page.goto("/pictures")
    page.locator('#by-quarter [data-row="1.1"][data-column="c0"]').click()
    page.wait_for_url("**/list?problem=1.1&column=c0")


def test_cells_are_walked_by_arrows_compared_and_opened(page: Page) -> None:
    page.goto("/pictures")
    expect(page.locator("#by-quarter .hm-cell[tabindex='0']")).to_have_count(1)
    page.locator('#by-quarter [data-row="1.1"][data-column="c0"]').focus()
    page.keyboard.press("ArrowRight")  # Q2 has nothing: Q3
    expect(page.locator('#by-quarter [data-row="1.1"][data-column="c2"]')).to_be_focused()
    page.keyboard.press("ArrowDown")
    below = page.locator('#by-quarter [data-row="1.2"][data-column="c2"]')
    expect(below).to_be_focused()
    page.keyboard.press(" ")
    page.locator('#by-quarter [data-row="1.1"][data-column="c10"]').click(modifiers=["Shift"])
    expect(page.locator("#by-quarter .hm-card header")).to_have_text(
        ["查封案外人财产 · 2022-Q3", "超标的查封、扣押、冻结 · 2024-Q3"]
    )
    page.locator("#by-quarter .hm-card button").first.click()
    expect(page.locator("#by-quarter .hm-card")).to_have_count(1)
    below.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/list?problem=1.2&column=c2")


def test_a_picture_says_what_failed_and_is_tried_again(page: Page) -> None:
    page.route("**/api/heat", lambda route: route.fulfill(status=200, body="no JSON"))
    page.goto("/pictures")
    expect(page.locator("#by-court [role=alert]")).to_contain_text("没能画出来")
    page.unroute("**/api/heat")
    page.locator("#by-court [role=alert] button").click()
    expect(page.locator("#by-court .hm-cell").first).to_be_visible()
    expect(page.locator("#nothing")).to_contain_text("这个季度没有查实的问题。")


def test_a_wide_heat_map_scrolls_in_its_own_box(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 800})
    page.goto("/pictures")
    box = page.locator("#by-court .hm-box")
    expect(box).to_be_visible()
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.locator("#by-court .hm-cell").first.evaluate("cell => cell.offsetWidth") >= 58


def test_pages_without_pictures_load_none_of_their_code(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/list", wait_until="networkidle")
    assert [url for url in asked if "heatmap" in url or "chain" in url or "trend" in url] == []
