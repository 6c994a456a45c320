"""The README's five-minute tour, click by click, from a first start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app import i18n, sql
from app.accounts import ensure_accounts
from app.factory import create_app
from config import Settings
from graph.clock import today
from graph.operations.demonstration import load_demonstration
from graph.progress import Progress
from graph.session import Graph
from tests.browser.conftest import _heard, _left, log_in, served

CASES = 300
"""As few as will do: what the tour clicks is there at any size."""

OFFICER = "鲁00024"

OWN = "five minutes through 执鉴"

WORDS = {
    "change": ("修改密码", "Change password"),
    "people": ("人员", "People"),
    "find": ("查找", "Search"),
    "reason": ("信访核查", "Verification of a petition"),
    "open": ("打开履历", "Open the history"),
    "administration": ("管理", "Administration"),
    "events": ("审计事件", "Audit events"),
    "opened": ("查阅人员档案", "Officer's file opened"),
    "logout": ("退出登录", "Log out"),
    "petitions": ("执行信访", "Petitions"),
    "new": ("登记执行信访", "New: Petition"),
    "save": ("保存", "Save"),
    "feedback": ("反馈与整改", "Feedback, correction"),
    "rectifications": ("整改", "Rectifications"),
    "cases": ("案件", "Cases"),
    "filed": ("立案日期", "Filed"),
}
"""What is on the buttons and links that the tour clicks."""


@pytest.fixture(scope="module")
def first_start(province_graph: Graph) -> Graph:
    """A graph as after a first ``make run``, with a smaller province."""
    load_demonstration(province_graph, cases=CASES)
    return province_graph


@pytest.fixture(params=["zh", "en"])
def tour(
    request: pytest.FixtureRequest, first_start: Graph, chromium: Browser, tmp_path: Path
) -> Iterator[tuple[Page, dict[str, str], dict[str, str]]]:
    """A page at the product's address, the first passwords, and the words of the language."""
    i18n.compile_catalogues()
    settings = Settings(home=tmp_path)
    sql.migrate(create_app(settings, first_start), Progress())
    app = create_app(settings, first_start)
    accounts = {name: password for name, _role, password in ensure_accounts(app)}
    faults: list[str] = []
    with served(app) as address:
        context = chromium.new_context(
            base_url=address, locale={"zh": "zh-CN", "en": "en-US"}[request.param],
            viewport={"width": 1440, "height": 900},
        )  # fmt: skip
        page = context.new_page()
        page.on("console", lambda message: _heard(message, faults))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda r: _left(r.url, address, faults))
        place = ("zh", "en").index(request.param)
        yield page, accounts, {name: words[place] for name, words in WORDS.items()}
        context.close()
    assert faults == []


@pytest.mark.browser
@pytest.mark.graph
def test_the_tour(tour: tuple[Page, dict[str, str], dict[str, str]]) -> None:
    page, accounts, say = tour
    first_login(page, say, "inspector", accounts["inspector"])
    an_officers_history(page, say)
    from_rectification_to_finding(page, say)
    what_was_recorded_of_it(page, say)
    log_out(page, say)
    first_login(page, say, "record_keeper", accounts["record_keeper"])
    a_new_petition(page, say)
    cases_by_keyboard(page, say)
    light_dark_and_language(page)


def first_login(page: Page, say: dict[str, str], name: str, given: str) -> None:
    """Step 1: the printed password, then one of one's own."""
    page.goto("/")
    log_in(page, name, given)
    page.locator("#old").fill(given)
    page.locator("#password").fill(OWN)
    page.locator("#again").fill(OWN)
    page.get_by_role("button", name=say["change"]).click()
    expect(page.locator("#navigation")).to_be_visible()


def an_officers_history(page: Page, say: dict[str, str]) -> None:
    """Step 2: find an officer, say why, see the history."""
    page.locator("#navigation").get_by_role("link", name=say["people"], exact=True).click()
    page.locator("#q").fill(OFFICER)
    page.locator("main").get_by_role("button", name=say["find"], exact=True).click()
    page.locator("main tbody tr", has_text=OFFICER).locator("a.row-link").click()
    page.locator("#purpose").select_option(label=say["reason"])
    page.locator("#note").fill("核查信访反映的问题")
    page.get_by_role("button", name=say["open"]).click()
    expect(page.locator(".timeline")).to_be_visible()
    expect(page.locator(".tl-title", has_text="执").first).to_be_visible()


def from_rectification_to_finding(page: Page, say: dict[str, str]) -> None:
    """Step 3: a rectification, the feedback that it answers, a finding that it puts right."""
    group(page, say["feedback"], say["rectifications"])
    page.locator("a.row-link", has_text=re.compile("FK-")).first.click()
    expect(page.locator("h1")).to_contain_text("-ZG-")
    expect(page.locator("main").get_by_role("link", name=re.compile("^FK-")).first).to_be_visible()
    page.locator("main").get_by_role("link", name=re.compile("^FX-")).first.click()
    expect(page.locator("h1")).to_contain_text("FX-")


def what_was_recorded_of_it(page: Page, say: dict[str, str]) -> None:
    """Step 4: the opening of the file is in the audit."""
    group(page, say["administration"], say["events"])
    expect(page.locator("table.data-table tbody tr").first).to_be_visible()
    expect(page.locator("main")).to_contain_text(say["opened"])


def log_out(page: Page, say: dict[str, str]) -> None:
    page.locator(".user-button").click()
    page.get_by_role("button", name=say["logout"]).click()
    expect(page.locator("form[name=login]")).to_be_visible()


def a_new_petition(page: Page, say: dict[str, str]) -> None:
    """Step 5: a record keeper enters a petition. Both languages' tours share the graph."""
    number = {"保存": "鲁0102-XF-901", "Save": "鲁0102-XF-902"}[say["save"]]
    group(page, say["petitions"], say["petitions"])
    page.locator(".page-actions").get_by_role("link", name=say["new"]).click()
    page.locator("#number").fill(number)
    page.locator("#received_on").fill(today().strftime("%Y%m%d"))
    page.locator("#content").fill("反映拍卖款迟迟未发放")
    page.locator("#handled_by").fill("历下区人民法院执行信访处")
    page.locator("[role=option]").first.click()
    page.get_by_role("button", name=say["save"], exact=True).click()
    page.locator("a.row-link", has_text=number).click()
    expect(page.locator("h1")).to_contain_text(number)
    expect(page.locator("main")).to_contain_text(today().isoformat())


def cases_by_keyboard(page: Page, say: dict[str, str]) -> None:
    """Step 6: sort, preview without leaving the list."""
    group(page, say["cases"], say["cases"])
    page.locator("thead").get_by_role("link", name=say["filed"]).click()
    expect(page.locator("thead [aria-sort=ascending]")).to_be_visible()
    page.wait_for_load_state("load")  # the keys are the script's
    page.keyboard.press("j")
    expect(page.locator("tr.is-current")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".drawer")).to_be_visible()
    page.keyboard.press("Escape")


def light_dark_and_language(page: Page) -> None:
    """Step 7: the other theme, the other language."""
    theme = page.locator("html").get_attribute("data-theme")
    page.locator("[data-theme-toggle]").click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", str(theme))
    language = page.locator("html").get_attribute("lang")
    page.locator(".topbar a.language").click()
    expect(page.locator("html")).not_to_have_attribute("lang", str(language))


def group(page: Page, name: str, entry: str) -> None:
    """Open a group of the navigation, then its entry."""
    navigation = page.locator("#navigation")
    heading = navigation.get_by_role("button", name=name, exact=True)
    if heading.get_attribute("aria-expanded") == "false":
        heading.click()
    navigation.get_by_role("link", name=entry, exact=True).last.click()
