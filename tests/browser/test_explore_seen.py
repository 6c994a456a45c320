"""What is seen of a record beside the canvas, by whom, what leaves as a file, and every key."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from graph.scope import Role
from tests.browser.conftest import Visit
from tests.browser.explorer import (
    PATIENCE,
    World,
    begin,
    choose,
    count,
    drawn,
    legend,
    point,
    there,
)

pytestmark = pytest.mark.browser

PHONE, IDENTITY = "13812345678", "370102198001011234"


def saved(page: Page, name: str) -> Path:
    """A file of the menu."""
    page.get_by_role("button", name="保存", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path())


def said(file: Path, name: str) -> str:
    """All that it says."""
    if "Excel" not in name:
        return file.read_text("utf-8")
    book = load_workbook(io.BytesIO(file.read_bytes()))
    return " ".join(str(c) for sheet in book for row in sheet.values for c in row if c)


FILES = ("SVG", "节点表 CSV", "关系表 CSV", "Excel", "GraphML")


def test_a_party_is_masked_and_an_officer_opens_as_a_file(world: World, visit: Visit) -> None:
    tree = world.tree
    officer = tree.officer("甲")
    case = tree.case("9", handlers=officer)
    tree.petition("9", about_case=case, officers=officer)
    party = tree.create(
        "Party", number=f"{tree.code}-DSR1", name="王某某", phone=PHONE,
        identity_number=IDENTITY, registered_by=tree.courts["a1"], cases=case,
    )  # fmt: skip
    page = visit(world.user("a1", Role.INSPECTOR))
    begin(page, case)
    count(page, "当事人", 1)
    choose(page, party)
    panel = page.get_by_role("complementary", name="所选记录")
    expect(panel).to_contain_text("王某某")
    expect(panel).to_contain_text("138", timeout=PATIENCE)
    expect(panel.get_by_role("link", name="打开记录")).to_have_attribute("target", "_blank")
    expect(page.locator(".explore-stage")).to_be_visible()
    page.keyboard.press("t")
    expect(page.get_by_role("table").first).to_contain_text("王某某")
    whole = page.content()
    page.keyboard.press("t")
    for name in FILES:
        whole += said(saved(page, name), name)
    assert "王某某" in whole
    for hidden in (PHONE, IDENTITY):
        assert hidden not in whole

    there(page, officer)
    page.mouse.click(*point(page, officer.uid), button="right")
    menu = page.get_by_role("menu")
    expect(menu.get_by_role("menuitem").filter(has_text="打开人员档案")).to_be_visible(
        timeout=PATIENCE
    )
    ways = menu.locator("[data-way]").evaluate_all("all => all.map(e => e.dataset.way)")
    assert set(ways) == {"SERVES out Department", "HANDLES out Case"}
    with page.context.expect_page() as opened:
        menu.get_by_role("menuitem").filter(has_text="打开人员档案").click()
    file = opened.value
    expect(file.get_by_label("说明").first).to_be_visible(timeout=PATIENCE)
    expect(file.get_by_label("事由", exact=False).first).to_be_visible()


def test_a_number_beneath_a_node_is_never_broken(world: World, visit: Visit) -> None:
    number = f"（2021）{world.tree.code_of('a1')}执1号-2"
    acts = [
        world.tree.create("Act", number=f"{number} {words}", sort_of_act="seizure", case=world.case)
        for words in ("冻结账户", "冻结被执行人名下的全部银行账户")
    ]
    step = f"（2021）{world.tree.code_of('a1')}执1号-JD1"
    acts.append(world.tree.create("Act", number=step, sort_of_act="seizure", case=world.case))
    page = visit(world.user())
    page.goto(f"/explore?at=case:{world.case.uid}" + "".join(f"&at=act:{a.uid}" for a in acts))
    count(page, "执行行为", 3)
    labels = drawn(page, "cy.nodes().map(n => n.data('label'))")
    assert {f"{number}\n冻结账户", f"{number}\n冻结被执行人名下的…", step} <= set(labels)


def test_files_say_what_is_drawn_and_no_name_that_is_hidden(world: World, visit: Visit) -> None:
    page = visit(world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    names = {str(world.case.headline), str(world.near.headline), world.tree.courts["a1"].name}
    files = {name: said(saved(page, name), name) for name in FILES}
    texts = {e.text for e in Xml.fromstring(files["SVG"]).iter() if e.tag.endswith("}text")}  # noqa: S314
    assert {str(world.case.number), str(world.near.number)} <= texts
    for name in FILES:
        assert str(world.near.number) in files[name], name
    page.get_by_role("button", name="隐藏名称").click()
    labels = drawn(page, "cy.nodes().map(n => n.data('label'))")
    assert {"案件 1", "执行信访 1"} <= {label.replace("\n", " ") for label in labels}
    for name in FILES:
        file = saved(page, name)
        hidden = said(file, name)
        if name == "SVG":  # a title may take two lines, each a text of its own
            hidden += " ".join(t for e in Xml.fromstring(hidden).iter() if (t := e.text))  # noqa: S314
        assert "信访 1" in hidden, name
        for each in names | {world.tree.code}:
            assert each not in hidden, (name, each)


def test_every_deed_has_its_key_and_stands_under_the_question_mark(
    world: World, visit: Visit
) -> None:
    page = visit(world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    choose(page, world.near)
    page.keyboard.press("a")
    panel = page.get_by_role("complementary", name="所选记录")
    expect(panel.get_by_role("heading", level=2)).to_contain_text(
        str(drawn(page, "cy.nodes().length"))
    )
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.locator(".explore-stage").focus()
    page.keyboard.press("ArrowRight")
    expect(panel).to_be_visible()
    page.keyboard.press("Enter")
    expect(panel.locator(":focus")).to_have_count(1)
    page.keyboard.press("s")
    expect(page.locator("#explore-search")).to_be_focused()
    page.keyboard.type(str(world.far.number))
    page.locator(".explore-bar").get_by_role("option").first.click()
    there(page, world.far)
    page.locator(".explore-stage").focus()
    page.keyboard.press("l")
    page.keyboard.press("?")
    help_ = page.locator("#keyboard-help [data-explore-keys]")
    shown = help_.evaluate_all(
        "all => all.map(r => [r.cells[1].textContent,"
        " [...r.querySelectorAll('kbd')].map(k => k.textContent).join(' ')])"
    )
    assert dict(shown) == {
        "查找记录，加入画布": "s", "图上移到相邻方向的节点（加 Shift 多选）": "← → ↑ ↓",
        "查看所选记录": "Enter i", "展开": "e", "打开节点的菜单（也可用菜单键）": "m",
        "收起": "c", "隐藏所选": "h", "只留所选": "d", "固定或取消固定": "p", "全选": "a",
        "撤销（也可用 Ctrl+Z）": "u", "重做（也可用 Ctrl+Y）": "r", "查找路径": "g",
        "图与表切换": "t", "重新排列": "l", "放大、缩小、显示全部": "+ - 0", "取消选择": "Esc",
    }  # fmt: skip
    page.keyboard.press("Escape")
    legend(page, "信访").click(modifiers=["Shift"])  # that type alone
    assert set(drawn(page, "cy.nodes().map(n => n.data('type'))")) <= {"Petition"}
