"""What is done to the canvas, by mouse and by key, and what comes back: collapse, hide, dismiss,
groups, filters, undo far back; the address that carries it; what it asks where there is much."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from graph.scope import Role
from tests.bench.explorer_canvas import graph as made_up
from tests.browser.conftest import Visit, log_in
from tests.browser.explorer import (
    PATIENCE,
    PLACES,
    STILL,
    World,
    begin,
    by_menu,
    choose,
    count,
    drawn,
    gone,
    point,
    there,
    told,
)
from tests.integration.stories import Story

pytestmark = pytest.mark.browser

PIN_AT = "-6px"
"""Where the pin is drawn on a node (frontend/src/explore/paint.ts)."""

GROUPS = "cy.nodes('[?isGroup]').map(n => n.data('label')).sort()"


def badge(page: Page, uid: str) -> str:
    """What stands beside a node of how many more there are."""
    return str(drawn(page, f"cy.getElementById('{uid}').data('badge')"))


def elsewhere(page: Page, uid: str, words: str) -> None:
    """The table says how many neighbours of a record are not on the canvas."""
    cell = page.locator(f'tr[data-id="{uid}"] td').nth(7)
    expect(cell).to_have_text(words, timeout=PATIENCE)


def test_what_goes_comes_back_by_menu_and_by_key(world: World, visit: Visit) -> None:
    page = visit(world.user())
    case, near, far = world.case, world.near, world.far
    begin(page, case)
    count(page, "信访", 1)
    page.keyboard.press("t")  # before it was ever expanded: what else there is, is told
    elsewhere(page, near.uid, "+3")  # who handles it, what repeats it, and a duty
    elsewhere(page, case.uid, "")
    page.keyboard.press("t")
    page.evaluate(STILL)
    assert (badge(page, near.uid), badge(page, case.uid)) == ("+3", "")
    choose(page, near)
    page.keyboard.press("e")
    there(page, far)
    assert badge(page, near.uid) == ""
    for record, key, words, goes, stays in (
        (near, "c", "收起", (far,), (case, near)),
        (far, "h", "隐藏", (far,), (case, near)),
        (near, "d", "只留所选", (case, far), (near,)),
    ):
        page.evaluate(STILL)
        before = page.evaluate(PLACES)
        for way in ("menu", "key"):
            if way == "menu":
                by_menu(page, record, words)
            else:
                choose(page, record)
                page.keyboard.press(key)
            for each in goes:
                gone(page, each)
            for each in stays:
                there(page, each)
            page.keyboard.press("u")
            told(page, "已撤销")
            for each in (*goes, *stays):
                there(page, each)
            page.evaluate(STILL)
            assert page.evaluate(PLACES) == before


def test_counts_that_come_late_leave_the_keyboard_where_it_is(world: World, visit: Visit) -> None:
    page = visit(world.user())
    held: list[Route] = []
    page.route("**/explore/neighbours", lambda route: held.append(route))
    with page.expect_request("**/explore/neighbours"):
        begin(page, world.case)
    page.keyboard.press("t")
    link = page.locator(f'tr[data-id="{world.near.uid}"] .explore-link')
    link.focus()
    page.unroute("**/explore/neighbours")  # those that are held go on with it
    assert held
    elsewhere(page, world.near.uid, "+3")
    expect(link).to_be_focused()
    sort = page.get_by_role("columnheader", name="名称").get_by_role("button")
    sort.focus()
    page.keyboard.press("Enter")
    expect(sort).to_be_focused()


def test_thirty_steps_are_undone_and_done_again(world: World, visit: Visit) -> None:
    page = visit(world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    undo, redo = (page.locator(f"[data-tool={name}]") for name in ("undo", "redo"))
    pinned = f"cy.getElementById('{world.near.uid}').data('xs').includes('{PIN_AT}')"
    assert not drawn(page, pinned)
    by_menu(page, world.near, "隐藏")  # two clicks on a node, one soon after the other, expand it
    gone(page, world.near)
    page.keyboard.press("u")
    there(page, world.near)
    choose(page, world.near)
    for _ in range(29):
        page.keyboard.press("p")
    told(page, "固定")
    expect(redo).to_be_disabled()
    for _ in range(29):
        page.keyboard.press("Control+z")
    page.evaluate(STILL)
    assert not drawn(page, pinned)
    page.keyboard.press("u")  # the record itself came by the step before
    expect(undo).to_be_disabled()
    for _ in range(30):
        page.keyboard.press("r")
    expect(redo).to_be_disabled()
    expect(undo).to_be_enabled()
    page.evaluate(STILL)
    assert drawn(page, pinned)


def test_groups_and_filters_are_in_the_address(world: World, visit: Visit) -> None:
    story = Story(world.tree)
    found = story.finding("2022-06-10", in_case=world.case)
    page = visit(world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    choose(page, world.near)
    page.keyboard.press("e")
    there(page, world.far)
    there(page, found)
    page.keyboard.press("Escape")

    group = page.get_by_label("分组")
    group.select_option("court")
    page.wait_for_url(re.compile("group=court"))
    page.evaluate(STILL)
    courts = [f"{world.tree.code}{name}法院" for name in ("a1", "b1")]
    assert set(courts) <= set(drawn(page, GROUPS))
    group.select_option("type")
    page.wait_for_url(re.compile("group=type"))
    page.evaluate(STILL)
    assert {"案件", "执行信访", "问题发现"} <= set(drawn(page, GROUPS))
    page.go_back()
    expect(group).to_have_value("court")
    page.evaluate(STILL)
    assert set(courts) <= set(drawn(page, GROUPS))
    page.go_forward()
    expect(group).to_have_value("type")
    page.wait_for_url(re.compile("layout="))
    page.reload()
    expect(group).to_have_value("type", timeout=PATIENCE)
    there(page, world.far)
    group.select_option("")
    expect(group).to_have_value("")
    page.keyboard.press("u")  # undone is the arrangement too, not its places alone
    expect(group).to_have_value("type")
    page.keyboard.press("r")
    expect(group).to_have_value("")

    page.get_by_label("自", exact=True).first.fill("20220101")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("from=2022-01-01"))
    gone(page, world.near)
    there(page, world.far)
    page.get_by_label("至", exact=True).first.fill("2022-05-31")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("until=2022-05-31"))
    gone(page, found)
    there(page, world.far)
    page.go_back()
    there(page, found)
    gone(page, world.near)
    page.get_by_role("button", name="清除筛选").click()
    there(page, world.near)
    page.get_by_role("combobox", name="问题").select_option(story.code)
    page.wait_for_url(re.compile("problem="))
    gone(page, world.far)  # three steps from the problem's finding
    there(page, world.near)
    page.wait_for_url(re.compile("layout="))
    page.reload()
    there(page, world.near)
    gone(page, world.far)
    expect(page.get_by_role("combobox", name="问题")).to_have_value(story.code)


def test_what_is_pinned_stays_whatever_comes(world: World, visit: Visit) -> None:
    """By the menu, by dragging; while others come, are arranged anew and grouped."""
    page = visit(world.user())
    begin(page, world.case)
    count(page, "信访", 1)
    by_menu(page, world.case, "固定位置")
    told(page, "固定")
    page.keyboard.press("Escape")
    x, y = point(page, world.near.uid)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 80, steps=5)
    page.mouse.up()
    told(page, "固定")
    pinned = {uid: page.evaluate(PLACES)[uid] for uid in (world.case.uid, world.near.uid)}
    for record in (world.near, world.far):
        page.mouse.dblclick(*point(page, record.uid))
        told(page, f"展开{record.number}")
    page.keyboard.press("l")
    told(page, "重新排列")
    page.evaluate(STILL)
    places = page.evaluate(PLACES)
    assert {uid: places[uid] for uid in pinned} == pinned


def test_three_hundred_nodes_ask(world: World, visit: Visit) -> None:
    page = visit(world.user())
    page.route("**/explore/nodes", lambda route: route.fulfill(json=made_up(320, 400)))
    page.goto("/explore?at=case:1")
    asks = page.get_by_role("dialog", name="节点很多")
    expect(asks).to_contain_text("320")
    asks.get_by_role("button", name="取消").click()
    expect(asks).to_have_count(0)
    assert drawn(page, "cy.nodes().length") == 0
    page.goto("/explore?at=case:1")
    asks.get_by_role("button", name="继续").click()
    expect(page.locator(".explore-count")).to_contain_text("320")
    page.evaluate(STILL)
    assert drawn(page, "cy.nodes().length") == 320


def test_a_problem_does_not_reach_through_its_court(world: World, visit: Visit) -> None:
    story = Story(world.tree)
    one, other = story.finding("2021-05-01"), story.finding("2021-05-02", problem="P2")
    fed_back = story.feedback(one, "2021-06-01")
    page = visit(world.user())
    court = world.tree.courts["a1"]
    named = "&".join(
        f"at={each.declared.slug}:{each.uid}" for each in (court, one, other, fed_back)
    )
    page.goto(f"/explore?{named}")
    for each in (court, one, other, fed_back):
        there(page, each)
    problem = story.problems["P1"]
    choice = page.get_by_role("combobox", name="问题", exact=True)
    expect(choice.locator("option", has_text=problem.headline)).to_have_count(1)
    choice.select_option(label=problem.headline)
    gone(page, other)
    for each in (court, one, fed_back):
        there(page, each)


def test_two_clicks_on_two_nodes_are_no_double_click(world: World, visit: Visit) -> None:
    page = visit(world.user())
    begin(page, world.case)
    there(page, world.near)
    first, second = point(page, world.case.uid), point(page, world.near.uid)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("?")[0]))
    page.mouse.click(*first)
    page.mouse.click(*second)
    page.wait_for_url(lambda url: f"sel={world.near.uid}" in url)
    with page.expect_response("**/explore/expansions?*"):
        page.keyboard.press("m")
    assert not [url for url in asked if url.endswith("/explore/expand")]


def test_the_keyboard_comes_back_to_the_canvas(world: World, visit: Visit) -> None:
    page = visit(world.user())
    begin(page, world.case)
    stage = page.locator(".explore-stage")
    for leave in ("Escape", "Enter"):  # by key, and by the cross
        choose(page, world.case)
        page.keyboard.press("i")
        panel = page.get_by_role("complementary", name="所选记录")
        close = panel.get_by_role("button", name="关闭")
        expect(close.first).to_be_focused()
        page.keyboard.press(leave)
        expect(panel).to_be_hidden()
        expect(stage).to_be_focused()


def test_what_comes_for_a_node_that_is_gone_is_let_go(world: World, visit: Visit) -> None:
    page = visit(world.user())
    held: list[Route] = []
    begin(page, world.case)
    there(page, world.near)
    page.route("**/explore/expand", lambda route: held.append(route))
    choose(page, world.near)
    with page.expect_request("**/explore/expand"):
        page.keyboard.press("e")
    page.keyboard.press("h")
    gone(page, world.near)
    with page.expect_response("**/explore/expand"):
        held[0].continue_()
    expect(page.locator(".explore-place")).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("u")
    told(page, "已撤销")
    there(page, world.near)
    gone(page, world.far)


def test_a_view_that_is_refused_keeps_what_was_entered(world: World, chromium: Browser) -> None:
    """In a browser of its own: a refusal is a fault on every other page."""
    context = chromium.new_context(base_url=world.product.address, locale="zh-CN")
    page = context.new_page()
    page.goto("/login/")
    log_in(page, world.product.people.user(Role.SUPERVISOR))
    begin(page, world.case)
    there(page, world.near)
    told(page, "新增")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("button", name="保存为视图").click()
    dialog = page.get_by_role("dialog", name="保存为视图")
    expect(dialog.locator("option", has_text="本院")).to_have_count(0)
    name, notes = dialog.get_by_label("名称"), dialog.get_by_label("说明")
    name.fill("   ")
    notes.fill("写了很久的说明")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_role("alert")).to_contain_text("名称")
    expect(notes).to_have_value("写了很久的说明")
    name.fill("王某的案件")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_be_hidden()
    told(page, "王某的案件")
    context.close()


def test_an_address_with_a_day_that_is_none_filters_nothing(world: World, visit: Visit) -> None:
    page = visit(world.user())
    page.goto(f"/explore?at=case:{world.case.uid}&from=garbage&until=2024-13-45")
    there(page, world.case)
    there(page, world.near)
    page.wait_for_url(lambda url: "layout=" in url and "garbage" not in url and "13-45" not in url)


def test_a_filter_that_leaves_nothing_and_a_day_that_is_none_say_so(
    world: World, visit: Visit
) -> None:
    page = visit(world.user())
    begin(page, world.case)
    there(page, world.near)
    legend = page.locator(".explore-legend button")
    for place in range(legend.count()):
        legend.nth(place).click()
    nothing = page.locator(".explore-nothing")
    expect(nothing).to_contain_text("筛选后没有可以显示的节点", timeout=PATIENCE)
    nothing.get_by_role("button", name="清除筛选").click()
    expect(nothing).to_be_hidden()
    there(page, world.case)
    day = page.get_by_label("自", exact=True).first
    day.fill("2021-02-30")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert").filter(has_text="请按 2021-12-30")).to_be_visible()
    expect(day).to_have_attribute("aria-describedby", re.compile("^date-error-"))
    there(page, world.near)
    day.fill("1999-01-01")
    page.keyboard.press("Tab")
    expect(page.locator(".explore-side .field-error")).to_have_count(0)
