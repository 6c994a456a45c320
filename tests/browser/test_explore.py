"""The explorer as people use it: search, expand, path, share, reopen elsewhere, take along; what
it does with too much, and with a server that is slow or fails."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from graph.model import Record
from graph.session import Writer
from tests.bench.explorer_canvas import graph as made_up
from tests.browser.conftest import Visit, log_in
from tests.browser.explorer import (
    PATIENCE,
    PLACES,
    STILL,
    World,
    begin,
    count,
    gone,
    legend,
    point,
    there,
    told,
)


def test_from_a_search_to_a_file_at_another_court(world: World, visit: Visit) -> None:
    page = visit(world.user())
    page.goto("/explore")
    expect(page.get_by_role("heading", name="从一条记录开始")).to_be_visible()
    page.locator("#explore-begin").fill(str(world.case.number))
    page.get_by_role("option").first.click()
    count(page, "案件", 1)
    page.mouse.dblclick(*point(page, world.case.uid))
    count(page, "信访", 1)
    told(page, "新增")
    gone(page, world.far)

    page.keyboard.press("g")  # the case is chosen, so it is the start
    path = page.get_by_role("complementary", name="路径")
    path.get_by_placeholder("查找终点").fill(str(world.far.number))
    path.get_by_role("option").first.click()
    path.get_by_role("button", name="查找路径").click()
    told(page, "找到 2 步的路径")
    page.wait_for_url(re.compile("layout="))
    there(page, world.far)
    address = page.url

    page.get_by_role("button", name="复制链接").click()
    other = visit(world.user("b"))
    other.goto(address)
    expect(other.get_by_text(re.compile("另有 . 条记录您无权查看"))).to_be_visible(timeout=PATIENCE)
    there(other, world.far)
    for hidden in (world.case, world.near):
        gone(other, hidden)
        assert str(hidden.headline) not in other.content()
    other.get_by_role("button", name="保存", exact=True).click()
    with other.expect_download() as saved:
        other.get_by_role("button", name="节点表 CSV").click()
    rows = list(csv.reader(saved.value.path().read_text("utf-8-sig").splitlines()))
    text = "\n".join(",".join(row) for row in rows)
    assert str(world.far.number) in text
    assert str(world.near.number) not in text


def test_what_is_done_can_be_undone_and_the_address_goes_along(world: World, visit: Visit) -> None:
    page = visit(world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    first = page.locator(".explore-count").inner_text()
    page.mouse.click(*point(page, world.near.uid))
    panel = page.get_by_role("complementary", name="所选记录")
    expect(panel.get_by_role("heading", level=2).first).to_contain_text(str(world.near.number))
    expect(page.locator(".explore-stage")).to_be_visible()
    assert f"sel={world.near.uid}" in page.url

    page.keyboard.press("h")
    expect(page.locator(".explore-count")).not_to_have_text(first)
    gone(page, world.near)
    page.go_back()
    expect(page.locator(".explore-count")).to_have_text(first)
    page.go_forward()
    expect(page.locator(".explore-count")).not_to_have_text(first)
    page.keyboard.press("u")
    expect(page.locator(".explore-count")).to_have_text(first)
    page.keyboard.press("r")
    expect(page.locator(".explore-count")).not_to_have_text(first)
    page.keyboard.press("Control+z")
    expect(page.locator(".explore-count")).to_have_text(first)

    legend(page, "信访").click()
    assert "types=-Petition" in page.url
    gone(page, world.near)
    page.wait_for_url(re.compile("layout="))
    page.reload()
    expect(legend(page, "信访")).to_have_attribute("aria-pressed", "false", timeout=PATIENCE)
    legend(page, "信访").click()
    expect(page.locator(".explore-count")).to_have_text(first)


def test_what_is_dragged_is_pinned_and_stays(world: World, visit: Visit) -> None:
    page = visit(world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    x, y = point(page, world.near.uid)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.move(x + 90, y + 60, steps=4)
    page.mouse.up()
    told(page, "固定")
    before = page.evaluate(PLACES)[world.near.uid]
    page.mouse.dblclick(*point(page, world.near.uid))
    there(page, world.far)
    page.evaluate(STILL)
    after = page.evaluate(PLACES)
    assert after[world.near.uid] == before


def test_the_menu_by_mouse_and_by_keys(world: World, visit: Visit) -> None:
    page = visit(world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    page.mouse.click(*point(page, world.near.uid), button="right")
    menu = page.get_by_role("menu")
    way = menu.get_by_role("menuitem").filter(has_text="重复信访")
    expect(way).to_contain_text("1", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    page.keyboard.press("m")
    expect(way).to_be_visible(timeout=PATIENCE)
    way.focus()
    page.keyboard.press("Enter")
    there(page, world.far)
    page.keyboard.press("?")
    expect(page.locator("#keyboard-help")).to_contain_text("只留所选")


def test_the_table_says_the_same_to_the_keyboard(world: World, visit: Visit) -> None:
    page = visit(world.user(), "en")
    page.goto(f"/explore?at=case:{world.case.uid}")
    expect(page.locator(".explore-legend")).to_contain_text("Petition", timeout=PATIENCE)
    page.keyboard.press("t")
    table = page.get_by_role("table")
    expect(table.get_by_role("row").filter(has_text=str(world.near.number))).to_be_visible()
    assert "table=1" in page.url
    name = page.get_by_role("columnheader", name="Name")
    name.get_by_role("button").click()
    expect(name).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(name).to_have_attribute("aria-sort", "descending")
    page.get_by_role("tab", name=re.compile("Relations")).click()
    expect(table.get_by_role("row").filter(has_text=str(world.near.number)).first).to_be_visible()
    page.get_by_role("button", name="Hide names").click()
    expect(table).not_to_contain_text(str(world.near.number))
    page.go_back()
    expect(table).to_contain_text(str(world.near.number))


@pytest.fixture
def crowd(world: World) -> Iterator[Record]:
    """A case that 5,000 petitions are about: copies of one, made by the database."""

    def copy(tx: Writer) -> None:
        tx.run(
            "MATCH (p:Petition {uid: $uid})-[:ABOUT]->(c) UNWIND range(1, 4999) AS i "
            "CREATE (n:Petition)-[:ABOUT]->(c) SET n = p {.*, uid: p.uid + '-' + i, "
            "number: p.number + '-' + i}",
            uid=world.near.uid,
        )

    world.tree.graph.write(copy)
    yield world.case
    world.tree.graph.write(
        lambda tx: tx.run(
            "MATCH (:Case {uid: $uid})<-[:ABOUT]-(n:Petition) WHERE n.uid <> $near "
            "DETACH DELETE n", uid=world.case.uid, near=world.near.uid,
        )
    )  # fmt: skip


def test_a_record_with_thousands_of_neighbours_asks(
    world: World, crowd: Record, visit: Visit
) -> None:
    page = visit(world.user())
    page.goto(f"/explore?at=case:{crowd.uid}")
    count(page, "案件", 1)
    page.mouse.dblclick(*point(page, crowd.uid))
    asks = page.get_by_role("dialog", name="展开哪些相邻记录")
    expect(asks).to_be_visible(timeout=PATIENCE)
    asks.get_by_label("展开多少").fill("12")
    asks.get_by_role("combobox").first.select_option(index=1)
    asks.get_by_role("button", name="展开").click()
    count(page, "信访", 12)
    page.get_by_role("button", name="表", exact=True).click()
    row = page.locator(f'tr[data-id="{crowd.uid}"]')
    expect(row).to_contain_text(re.compile(r"\+\d"))


def test_a_thousand_nodes_ask_and_offer_the_table(world: World, visit: Visit) -> None:
    page = visit(world.user())
    answer = made_up()
    page.route("**/explore/nodes", lambda route: route.fulfill(json=answer))
    page.goto("/explore?at=case:1")
    asks = page.get_by_role("dialog", name="节点很多")
    expect(asks).to_contain_text("1,000")
    asks.get_by_role("button", name="以表格显示").click()
    expect(page.locator(".explore-count")).to_contain_text("1,000")
    expect(page.get_by_role("tab", name="节点 1,000")).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="图", exact=True).click()
    expect(page.locator(".explore-zooms")).to_be_visible()
    assert len(page.evaluate(PLACES)) == 1000
    assert page.evaluate(
        "document.querySelector('.explore-stage')._cyreg.cy.edges().length"
    ) == len(answer["edges"])


def test_a_slow_and_failing_server_loses_nothing(world: World, chromium: Browser) -> None:
    """In a browser of its own: a failure is a fault on every other page."""
    context = chromium.new_context(base_url=world.product.address, locale="zh-CN")
    page = context.new_page()
    page.goto("/login/")
    log_in(page, world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    held: list[Route] = []
    page.route("**/explore/expand", lambda route: held.append(route))
    before = page.locator(".explore-count").inner_text()
    page.mouse.dblclick(*point(page, world.near.uid))
    expect(page.locator(".explore-busy")).to_be_visible()  # after 300 ms
    held[0].fulfill(
        status=503, json={"detail": "图数据库暂时不可用"}, content_type="application/problem+json"
    )
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("图数据库暂时不可用")
    expect(page.locator(".explore-busy")).to_be_hidden()
    expect(page.locator(".explore-count")).to_have_text(before)
    page.unroute("**/explore/expand")
    alert.get_by_role("button", name="重试").click()
    expect(alert).to_have_count(0)
    there(page, world.far)
    context.close()
