"""From an officer to the whole history, click by click: purpose, filters, address, export."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph.model import Link
from graph.scope import Role
from graph.session import Graph
from tests.browser.conftest import Product, Visit
from tests.conftest import Tree

pytestmark = pytest.mark.browser
WHY = "核查信访反映的拖延"
PLANNED = 30_000


class Officer:
    """An officer with posts in two courts, two findings and a petition, and who looks at them."""

    def __init__(self, tree: Tree, product: Product) -> None:
        self.tree, self.product = tree, product
        posts = [
            Link(tree.departments["a1"]["enforcement"].uid, "", "",
                 {"post": "书记员", "from": "2018-01-01", "to": "2020-02-29"}),
            Link(tree.departments["a2"]["enforcement"].uid, "", "",
                 {"post": "执行员", "from": "2020-02-29"}),
        ]  # fmt: skip
        self.number = f"{tree.code}-史"
        made = tree.create("Officer", number=self.number, name=f"{tree.code}史某", serves=posts)
        self.name = made.name
        self.petition = tree.petition("1", officers=made.uid, received_on="2020-02-29")
        problem = tree.create("Problem", code=f"{tree.code}-P", name="拖延发放执行款")
        for number, status, day in (("F1", "established", "2021-05-06"), ("F2", "alleged", None)):
            tree.create(
                "Finding", number=f"{tree.code}-{number}", status=status, occurred_on=day,
                problem=problem.uid, at=tree.courts["a1"].uid, attributed_to=made.uid,
                found_by=self.petition.uid,
            )  # fmt: skip

    def user(self, role: Role = Role.INSPECTOR, court: str = "a", officer: str = "") -> str:
        actor = self.tree.actor(court, role, officer=officer or None)
        return self.product.people.user(role, actor=actor)


@pytest.fixture
def officer(tree: Tree, product: Product) -> Officer:
    return Officer(tree, product)


Opened = Callable[..., Page]


def explain(page: Page, name: str) -> None:
    """Fill in the form that asks for the purpose."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.select_option("#purpose", "petition_check")
    page.fill("#note", WHY)
    page.locator("#purpose-form button[type=submit]").click()
    # A server that has just started plans the question first.
    expect(page).to_have_url(re.compile("/history$"), timeout=PLANNED)


@pytest.fixture
def opened(officer: Officer, visit: Visit) -> Opened:
    """``opened(language="zh")``: the history of the officer, opened by an inspector."""

    def open_it(language: str = "zh") -> Page:
        page = visit(officer.user(), language)
        page.goto(f"/officers/{officer.number}/history")
        explain(page, officer.name)
        return page

    return open_it


def test_from_the_menu_to_the_history(officer: Officer, visit: Visit) -> None:
    page = visit(officer.user())
    page.get_by_role("navigation").get_by_role("link", name="人员", exact=True).first.click()
    page.fill("#officer", officer.name)
    page.get_by_role("option", name=officer.name).click()
    explain(page, officer.name)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{officer.name}的履历")
    findings = page.locator(".lane-tally", has_text="归属的问题")
    expect(findings.locator("li")).to_have_text([re.compile(r"反映\s*1"), re.compile(r"查实\s*1")])
    expect(findings.locator(".lane-tally-name strong")).to_have_count(0)
    petition = page.locator('.tl-item[data-lane="petition.officers"]')
    expect(petition.locator(".tl-post")).to_contain_text(re.compile("书记员.*执行员"))
    undated = page.locator(".tl-undated .tl-item")
    expect(undated).to_have_count(1)
    expect(undated.locator(".tl-doubt")).to_contain_text("任职时间不详")
    expect(page.locator("[data-tl-chart] .tl-picture > svg")).to_be_visible()


def test_filters_are_in_the_address_and_survive_a_reload(officer: Officer, opened: Opened) -> None:
    page = opened()
    page.locator(".lane-tally", has_text="归属的问题").get_by_role("link", name="查实").click()
    expect(page).to_have_url(re.compile(r"lane=finding\.attributed_to.*standing=established"))
    expect(page.locator(".tl-item")).to_have_count(1)
    page.reload()
    expect(page.locator(".tl-item")).to_have_count(1)
    expect(page.locator(".tl-item")).to_contain_text("拖延发放执行款")
    page.get_by_role("link", name="表格").click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    page.get_by_role("link", name="清除全部条件").click()
    expect(page.locator("main tbody tr")).to_have_count(3)
    page.fill("#to", "20200229")
    page.locator(".officer-filter form button[type=submit]").click()
    expect(page).to_have_url(re.compile("to=2020-02-29"))
    expect(page.locator("main tbody tr")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("日期未注明的记录不列出")


def test_an_event_is_previewed_without_leaving(officer: Officer, opened: Opened) -> None:
    page = opened()
    page.locator("a.tl-title", has_text="拖延发放执行款").first.click()
    drawer = page.locator("#drawer")
    expect(drawer).to_be_visible()
    expect(drawer).to_contain_text(f"{officer.tree.code}-F1")
    expect(page).to_have_url(re.compile("/history$"))


def test_the_history_is_taken_along(officer: Officer, opened: Opened) -> None:
    page = opened()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert officer.petition.number in text
    assert len(text.strip().splitlines()) == 4


def test_the_other_language_says_the_same(officer: Officer, opened: Opened) -> None:
    page = opened("en")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"History of {officer.name}")
    findings = page.locator(".lane-tally", has_text="Findings attributed")
    expect(findings.locator("li")).to_have_text(
        [re.compile(r"Alleged\s*1"), re.compile(r"Established\s*1")]
    )
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{officer.name}的履历")


def test_a_purpose_that_says_nothing_is_refused_beside_the_field(
    officer: Officer, visit: Visit
) -> None:
    page = visit(officer.user())
    page.goto(f"/officers/{officer.number}")
    page.select_option("#purpose", "other")
    page.fill("#note", "看看")
    page.locator("#purpose-form button[type=submit]").click()
    assert page.locator("#note").evaluate("field => field.validity.tooShort")
    expect(page).to_have_url(re.compile("/officers/[^/]+$"))


def test_ones_own_file_has_no_form(officer: Officer, visit: Visit) -> None:
    page = visit(officer.user(officer=officer.number))
    page.goto(f"/officers/{officer.number}")
    expect(page.locator("main")).to_contain_text("不能查阅或办理关于本人的记录")
    expect(page.locator("#purpose-form")).to_have_count(0)


def test_an_officer_out_of_reach_is_not_offered(
    graph: Graph, officer: Officer, visit: Visit
) -> None:
    page = visit(officer.user(Role.SUPERVISOR, "b1"))
    page.goto("/officers/")
    page.fill("#officer", officer.name)
    expect(page.locator(".typeahead-note").first).to_be_visible()
    page.goto(f"/officers/?q={officer.name}")
    expect(page.locator("main")).to_contain_text("没有找到人员")
