"""The components as a person uses them, on the gallery, in both themes and languages."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from app import i18n
from tests.browser.gallery import EVENTS, create_gallery

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
PAGES = [
    "/",
    "/list",
    "/show/1",
    "/form",
    "/officer",
    "/officer/busy",
    "/pictures",
    "/chain/full",
    "/error/404",
]


@pytest.fixture(scope="module")
def gallery() -> Iterator[tuple[str, Flask]]:
    """The gallery's address and application."""
    i18n.compile_catalogues()
    app = create_gallery()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}", app
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(gallery: tuple[str, Flask], chromium: Browser) -> Iterator[Page]:
    """A page of the gallery; the test fails on a script error, a CSP violation, another host."""
    address, app = gallery
    app.extensions["posted"].clear()
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    made = context.new_page()
    faults: list[str] = []
    made.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("request", lambda r: None if r.url.startswith(address) else faults.append(r.url))
    yield made
    context.close()
    assert faults == []


def values(page: Page, name: str) -> list[str]:
    """What a form would send under a name by its hidden inputs."""
    found = page.locator(f'input[type="hidden"][name="{name}"]')
    return found.evaluate_all("inputs => inputs.map(input => input.value)")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1440, 1024])
def test_a_page_fits_its_window(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_rows_are_walked_previewed_and_opened_by_keys(page: Page) -> None:
    page.goto("/list")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#drawer h1")).to_have_text("预览 1")
    page.keyboard.press("k")
    expect(page.locator("#drawer h1")).to_have_text("预览 0")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator('tr[data-row="c0"]')).to_be_focused()
    page.keyboard.press("o")
    page.wait_for_url("**/show/0")


def test_ticked_rows_are_posted_after_a_question(page: Page, gallery: tuple[str, Flask]) -> None:
    page.goto("/list")
    page.locator("[data-tick]").nth(1).check()
    page.locator("[data-tick]").nth(3).check()
    expect(page.locator("[data-bulk-count]")).to_have_text("已选 2 条")
    page.locator("[data-bulk-action]").click()
    expect(page.locator("#confirm-text")).to_have_text("停用所选 2 条记录？")
    page.locator("[data-confirm-no]").click()
    expect(page.locator("#confirm-dialog")).to_be_hidden()
    page.locator("[data-bulk-action]").click()
    with page.expect_response("**/posted"):
        page.locator("[data-confirm-yes]").click()
    assert gallery[1].extensions["posted"] == [
        {"csrf_token": ["token-of-the-page"], "action": ["retire"], "rowid": ["c1", "c3"]}
    ]


def test_one_row_is_posted_after_a_question(page: Page, gallery: tuple[str, Flask]) -> None:
    page.goto("/list")
    page.locator('tr[data-row="c2"]').hover()
    page.locator('tr[data-row="c2"] .row-actions button').click()
    expect(page.locator("#confirm-text")).to_have_text("停用这条记录？")
    with page.expect_response("**/posted"):
        page.locator("[data-confirm-yes]").click()
    assert gallery[1].extensions["posted"] == [{"csrf_token": ["token-of-the-page"]}]


def test_filters_go_into_the_address(page: Page) -> None:
    page.goto("/list")
    page.keyboard.press("f")
    expect(page.locator(".filter-row")).to_have_count(1)
    page.locator("[data-filter-add]").click()
    row = page.locator(".filter-row").nth(1)
    row.locator("select").nth(0).select_option("court")
    row.locator("input[role=combobox]").fill("历下")
    page.locator("[role=option]").click()
    page.locator(".filter-foot [type=submit]").click()
    page.wait_for_url("**/list?*")
    assert page.url.endswith("/list?_flt_1_filed=2021-01-01&_flt_0_court=court-0")


def test_a_masked_value_is_shown_for_a_reason(page: Page) -> None:
    page.goto("/list")
    cell = page.locator('tr[data-row="c0"] .masked')
    expect(cell).to_have_text("138****1200")
    cell.locator("button").click()
    page.locator("#reveal-dialog [data-dialog-close]").click()
    expect(cell).to_have_text("138****1200")
    cell.locator("button").click()
    page.locator("#reveal-reason").fill("回访")
    page.locator("#reveal-dialog [type=submit]").click()
    expect(cell).to_have_text("13812345678")


def test_shortcuts_leave_typed_text_alone(page: Page) -> None:
    page.goto("/list")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("jf?")
    expect(page.locator("[data-search]")).to_have_value("jf?")
    expect(page.locator("#keyboard-help")).to_be_hidden()
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keyboard-help")).to_be_visible()


def test_export_follows_its_key(page: Page) -> None:
    page.goto("/list")
    page.keyboard.press("e")
    page.wait_for_url("**/show/1")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20211230", "2021-12-30"),
        ("2021-1-5", "2021-01-05"),
        ("2021年12月30日", "2021-12-30"),
        ("２０２１１２３０", "2021-12-30"),
        ("20210231", "20210231"),
    ],
)
def test_a_date_is_put_into_one_form(page: Page, typed: str, kept: str) -> None:
    page.goto("/form")
    field = page.locator("#filed_on")
    field.fill(typed)
    field.blur()
    expect(field).to_have_value(kept)
    wrong = re.compile("true") if typed == kept else re.compile("^$|false")
    assert wrong.match(field.get_attribute("aria-invalid") or "")


def test_records_are_chosen_by_typing(page: Page) -> None:
    page.goto("/form")
    many = page.locator("#courts")
    many.fill("历下")
    expect(page.locator("[role=option]")).to_have_text("济南市历下区人民法院法院 · 基层")
    many.press("Enter")
    many.fill("济南")
    expect(page.locator("[role=option]")).to_have_count(2)  # the chosen one is not offered again
    many.press("ArrowDown")
    many.press("Enter")
    assert values(page, "courts") == ["court-0", "court-2"]
    many.press("Backspace")
    assert values(page, "courts") == ["court-0"]
    single = page.locator("#court")
    single.fill("槐荫")
    page.get_by_role("option", name="槐荫").click()
    assert values(page, "court") == ["court-2"]
    single.fill("没有")
    expect(page.locator(".typeahead-note")).to_contain_text("没有找到“没有”")


def test_the_search_on_top_suggests_and_opens(page: Page) -> None:
    page.goto("/form")
    box = page.locator("[data-search]")
    box.fill("济南")
    offered = page.locator(".search [role=option]")
    expect(offered).to_have_count(3)
    expect(page.locator(".search [aria-selected=true]")).to_have_count(0)
    box.press("Escape")
    expect(offered).to_have_count(0)
    expect(box).to_have_value("济南")
    box.press("ArrowDown")
    expect(offered).to_have_count(3)
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/show/1")


def test_enter_in_the_search_on_top_goes_to_the_results(page: Page) -> None:
    page.goto("/form")
    box = page.locator("[data-search]")
    box.fill("济南")
    expect(page.locator(".search [role=option]").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/list?q=*")


def test_what_was_typed_comes_back_after_a_reload(page: Page) -> None:
    page.goto("/form")
    page.locator("#note").fill("写到一半")
    page.locator("#courts").fill("历下")
    page.locator("[role=option]").click()
    expect(page.locator("[data-draft-state]")).to_contain_text("草稿已存在本机")
    page.reload()
    page.locator(".draft-notice .btn-default").click()
    expect(page.locator("#note")).to_have_value("写到一半")
    assert values(page, "courts") == ["court-0"]
    page.locator("#note").fill("写完就走")
    page.reload()
    page.locator(".draft-notice .btn-default").click()
    expect(page.locator("#note")).to_have_value("写完就走")


def test_a_refused_form_comes_back_filled_and_a_saved_one_is_forgotten(page: Page) -> None:
    page.goto("/form")
    page.locator("#note").fill("会被拒绝")
    page.locator(".form-actions [type=submit]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#note")).to_have_value("会被拒绝")
    expect(page.locator(".draft-notice")).to_contain_text("已恢复未保存的内容")
    page.locator(".error-summary a").click()
    expect(page.locator("#case_no")).to_be_focused()
    page.locator("#note").fill("可以保存")
    page.locator(".form-actions [type=submit]").click()
    page.evaluate(
        "new Promise(done => { const look = () => Object.keys(localStorage)"
        ".every(key => !key.startsWith('zj-draft:')) ? done(true) : requestAnimationFrame(look);"
        " look(); })"
    )
    page.goto("/form")
    expect(page.locator("#note")).to_have_value("")
    expect(page.locator(".draft-notice")).to_have_count(0)


def test_theme_and_folded_navigation_are_remembered(page: Page) -> None:
    page.goto("/list")
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "light")
    page.locator("[data-theme-toggle]").click()
    page.locator("[data-nav-toggle]").click()
    page.goto("/form")
    expect(root).to_have_attribute("data-theme", "dark")
    expect(root).to_have_attribute("data-nav", "icons")
    expect(page.locator(".nav-label").first).to_be_hidden()
    page.locator('[data-nav-group="cases"] button').click()
    expect(page.locator('[data-nav-group="cases"] a').first).to_be_visible()


def test_the_chart_of_a_time_line_has_a_mark_for_each_dated_event(page: Page) -> None:
    page.goto("/officer")
    dated = [event for event in EVENTS if event["on"]]
    expect(page.locator(".tl-mark")).to_have_count(len(dated))
    expect(page.locator(".tl-band")).to_have_count(2)
    expect(page.locator(".tl-undated .tl-item")).to_have_count(1)
    shapes: Any = page.locator(".tl-mark use").evaluate_all(
        "uses => uses.map(use => use.getAttribute('href').split('#')[1])"
    )
    assert sorted(shapes) == ["st-alleged", "st-established", "st-neutral", "st-refuted"]
    page.locator('[data-tl-toggle="petition"]').uncheck()
    expect(page.locator(".tl-mark")).to_have_count(len(dated) - 2)
    expect(page.locator('.tl-year[data-year="2020"]')).to_be_hidden()


def test_a_link_in_the_time_line_opens_the_drawer(page: Page) -> None:
    page.goto("/officer")
    page.get_by_role("link", name="超标的查封", exact=True).click()
    expect(page.locator("#drawer h1")).to_have_text("预览 1")


def test_the_language_of_scripts_is_that_of_the_page(page: Page) -> None:
    page.goto("/list")
    page.locator(".language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("[data-tick]").first.check()
    expect(page.locator("[data-bulk-count]")).to_have_text("1 selected")
    expect(page.locator("[data-filter-open]")).to_contain_text("Filter")
