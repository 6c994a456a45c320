"""The pictures as a person uses them: heat map, trend, chain. Fixtures of test_components."""
# ruff: noqa: F811 (the fixtures are those of test_components)

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_components import chromium, gallery, page  # noqa: F401


def test_the_heat_map_has_a_number_in_each_cell_and_a_ring_with_the_depth(page: Page) -> None:
    page.goto("/pictures")
    cells = page.locator("#by-quarter .hm-cell")
    expect(cells).to_have_count(9 * 9)
    expect(page.locator("#by-quarter .hm-row")).to_have_count(9)
    expect(page.locator("#by-quarter .hm-group")).to_have_count(4)
    first = page.locator('#by-quarter [data-row="1.1"][data-column="c10"]')
    expect(first).to_have_attribute(
        "aria-label",
        "超标的查封、扣押、冻结 · 2024-Q3，26 件，65.0%（26/40），复发，整改落空最多 2 次",
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
    assert page.locator("#by-court .hm-cell").first.evaluate("cell => cell.offsetWidth") >= 44


def test_pages_without_pictures_load_none_of_their_code(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/list", wait_until="networkidle")
    assert [url for url in asked if "heatmap" in url or "chain" in url or "trend" in url] == []


def test_the_chain_has_a_card_for_each_record_and_each_gap(page: Page) -> None:
    page.goto("/chain/full")
    expect(page.locator(".chain-card")).to_have_count(15)
    expect(page.locator(".chain-card.is-missing")).to_have_count(2)
    expect(page.locator(".chain-card.is-unseen")).to_contain_text("不可见或不存在")
    expect(page.locator(".chain-heads .chain-band")).to_have_count(7)
    expect(page.locator(".chain-turn")).to_have_text(
        ["第 1 轮 · 2022-06-10 – 2022-12-05", "第 2 轮 · 2023-02-14 – 2023-07-10",
         "第 3 轮 · 2023-06-30"]
    )  # fmt: skip
    expect(page.locator(".chain-lanes .chain-band")).to_have_text(
        ["实施部门", "审查/\u200b信访部门", "上级法院", "执行专业法官会议",
         "实施部门", "审查/\u200b信访部门", "上级法院", "纪检监察", "上级法院"]
    )  # fmt: skip
    expect(page.locator(".chain-loop")).to_have_text(
        ["整改后复发 整改落空 1 次", "整改后复发 整改落空 2 次"]
    )
    expect(page.locator('[data-node="q"]')).to_contain_text("第15条：两次复发应移送纪检监察")
    expect(page.locator('[data-node="q"]')).to_contain_text("自 2023-07-25 起应有")
    expect(page.locator(".chain-words li")).to_have_count(5)
    expect(page.locator(".chain-missing")).to_have_text("2 处应有未有")
    expect(page.get_by_role("img", name="问责链：超标的查封")).to_have_count(1)


@pytest.mark.parametrize("detail", ["概览", "详细"])
@pytest.mark.parametrize("name", ["short", "full", "long", "states", "within", "alike?open=all"])
def test_no_card_lies_over_another_and_numbers_stay_on_one_line(
    page: Page, name: str, detail: str
) -> None:
    page.goto(f"/chain/{name}")
    page.get_by_role("button", name=detail).click()
    expect(page.get_by_role("button", name=detail)).to_have_attribute("aria-pressed", "true")
    boxes: Any = page.locator(".chain-card").evaluate_all(
        """cards => cards.map(card => [card.offsetLeft, card.offsetTop,
             card.offsetLeft + card.offsetWidth, card.offsetTop + card.offsetHeight])"""
    )
    over = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert over == []
    names: Any = page.locator(".chain-loop").evaluate_all(
        """names => names.map(name => [name.offsetLeft, name.offsetTop - name.offsetHeight / 2,
             name.offsetLeft + name.offsetWidth, name.offsetTop + name.offsetHeight / 2])"""
    )
    assert [
        (a, b) for a in names for b in boxes
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ] == []  # fmt: skip
    lines: Any = page.locator(".chain-number").evaluate_all(
        "numbers => numbers.map(n => Math.round(n.offsetHeight / 19))"
    )
    assert set(lines) == {1}


def test_what_came_again_within_a_turn_says_so_on_its_card(page: Page) -> None:
    page.goto("/chain/within")
    expect(page.locator(".chain-loop")).to_have_count(0)
    expect(page.locator(".chain-card .loop-after_rectification")).to_have_text(
        ["整改后复发 整改落空 1 次", "整改后复发 整改落空 2 次"]
    )


def test_cards_stand_in_their_stage_lane_and_turn(page: Page) -> None:
    page.goto("/chain/full")
    expect(page.locator(".chain-card")).to_have_count(15)

    def at(node: str) -> Any:
        card = page.locator(f'[data-node="{node}"]')
        return card.evaluate("card => [card.offsetLeft, card.offsetTop]")

    columns = [at(node)[0] for node in ("a", "f", "b", "z", "m", "n")]
    assert columns == sorted(set(columns))
    assert {at(node)[0] for node in ("f", "f2", "f3")} == {columns[1]}  # each begins a turn
    rows = [at(node)[1] for node in ("z", "f", "b", "m", "z2", "f2", "b2", "q", "f3")]
    assert rows == sorted(set(rows))
    assert at("p")[0] == at("r")[0] == at("a")[0]


def test_the_whole_chain_is_seen_at_first_and_cards_in_full_at_a_press(page: Page) -> None:
    page.goto("/chain/full")
    expect(page.get_by_role("button", name="概览")).to_have_attribute("aria-pressed", "true")
    for node in ("a", "f3", "q"):
        expect(page.locator(f'[data-node="{node}"]')).to_be_visible()
    frame = page.locator(".chain-stage").bounding_box()
    last = page.locator('[data-node="q"]').bounding_box()
    assert frame
    assert last
    assert last["y"] + last["height"] <= frame["y"] + frame["height"]
    assert last["x"] + last["width"] <= frame["x"] + frame["width"]
    expect(page.locator('[data-node="f"] .chain-person')).to_be_hidden()
    page.get_by_role("button", name="详细").click()
    expect(page.locator('[data-node="f"] .chain-person')).to_be_visible()
    expect(page.locator(".chain-zoom")).to_have_text("100%")
    page.get_by_role("button", name="缩小").click(click_count=3)
    expect(page.get_by_role("button", name="概览")).to_have_attribute("aria-pressed", "true")


def test_a_card_opens_the_drawer_and_stays_on_the_page(page: Page) -> None:
    page.goto("/chain/full")
    page.locator('[data-node="f"]').click()
    expect(page.locator("#drawer h1")).to_have_text("预览 1")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    assert "/chain/full" in page.url


def test_cards_are_walked_by_arrows_and_opened_by_enter(page: Page) -> None:
    page.goto("/chain/full")
    page.locator('[data-node="f"]').focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator('[data-node="b"]')).to_be_focused()
    expect(page.locator('[data-node="b"]')).to_be_in_viewport(ratio=0.99)
    expect(page.locator('[data-node="z"]')).to_have_class(re.compile("is-on"))
    expect(page.locator('[data-node="p"]')).not_to_have_class(re.compile("is-on"))
    page.keyboard.press("Enter")
    expect(page.locator("#drawer h1")).to_have_text("预览 1")
    page.keyboard.press("Escape")
    expect(page.locator('[data-node="b"]')).to_be_focused()


def test_a_dragged_chain_moves_and_opens_nothing(page: Page) -> None:
    page.goto("/chain/full")
    page.get_by_role("button", name="详细").click()
    expect(page.locator(".chain-zoom")).to_have_text("100%")
    card = page.locator('[data-node="r"]')
    before = card.bounding_box()
    assert before
    page.mouse.move(before["x"] + 50, before["y"] + 50)
    page.mouse.down()
    page.mouse.move(before["x"] - 10, before["y"] + 10, steps=4)
    page.mouse.up()
    after = card.bounding_box()
    assert after
    assert (after["x"], after["y"]) == (before["x"] - 60, before["y"] - 40)
    expect(page.locator("#drawer")).to_be_hidden()


def test_the_chain_is_zoomed_by_buttons_and_keys(page: Page) -> None:
    page.goto("/chain/long")
    zoom = page.locator(".chain-zoom")
    page.get_by_role("button", name="详细").click()
    expect(zoom).to_have_text("100%")
    page.get_by_role("button", name="放大").click()
    expect(zoom).to_have_text("125%")
    page.get_by_role("button", name="显示全部").click()
    expect(page.locator(".chain-card:not(:visible)")).to_have_count(0)
    expect(page.locator('[data-node="n3"]')).to_be_in_viewport(ratio=0.99)
    page.locator('[data-node="f0"]').focus()
    page.keyboard.press("1")
    expect(zoom).to_have_text("100%")


def test_links_take_the_colours_of_the_theme(page: Page) -> None:
    page.goto("/chain/full")
    page.get_by_role("button", name="详细").click()
    expect(page.locator(".chain-zoom")).to_have_text("100%")
    drawn = """wanted => new Promise(done => {
      const look = () => {
        const canvas = [...document.querySelectorAll('.chain-stage canvas')].at(-1);
        const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const found = new Set();
        for (let i = 0; i < dots.length; i += 4)
          if (dots[i + 3] === 255) found.add([dots[i], dots[i + 1], dots[i + 2]].join());
        found.has(wanted) ? done([...found]) : requestAnimationFrame(look);
      };
      look();
    })"""
    page.evaluate(drawn, "131,141,155")
    page.locator("[data-theme-toggle]").click()
    assert "131,141,155" not in page.evaluate(drawn, "108,121,140")


def test_series_differ_by_shape_and_word_and_are_never_stacked(page: Page) -> None:
    page.goto("/pictures")
    legend = page.locator("#trend .trend-legend button")
    expect(legend).to_have_text(["查实", "反映", "不实", "整改销号"])
    marks: Any = legend.evaluate_all(
        """buttons => buttons.map(button => {
             const [line, point] = button.querySelector('svg').children;
             return [line.getAttribute('stroke-dasharray'), point.tagName,
                     point.getAttribute('fill')].join(' ');
           })"""
    )
    assert len(set(marks)) == 4
    chart = page.locator("#trend .trend-chart")
    expect(chart).to_have_attribute("aria-label", re.compile("查实: 2022-Q1 4, 2022-Q2 6"))
    expect(chart.locator("text").get_by_text("20", exact=True)).to_have_count(1)  # not 4 + 9 + 3
    expect(chart.locator("text").get_by_text("25", exact=True)).to_have_count(0)


def test_series_are_taken_out_and_drawn_as_bars(page: Page) -> None:
    page.goto("/pictures")
    page.locator("#trend .trend-legend button").nth(1).click()
    chart = page.locator("#trend .trend-chart")
    expect(chart).not_to_have_attribute("aria-label", re.compile("反映"))
    expect(page.locator("#trend .trend-legend button").nth(1)).to_be_focused()
    page.locator("#trend").get_by_role("button", name="柱形").click()
    expect(page.locator("#trend").get_by_role("button", name="柱形")).to_be_focused()
    expect(chart.locator("text").get_by_text("整改销号")).to_have_count(0)  # lines only


def test_many_lanes_begin_as_groups_that_open(page: Page) -> None:
    page.goto("/officer/busy")
    heads = page.locator(".tl-group-head")
    expect(heads).to_have_count(8)  # call-backs have one lane, which is its own head
    findings = page.get_by_role("button", name="问题与反馈", exact=True)
    expect(findings).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".tl-lane-name", has_text="归属的问题")).to_have_count(0)
    findings.focus()
    page.keyboard.press("Enter")
    expect(findings).to_have_attribute("aria-expanded", "true")
    expect(findings).to_be_focused()
    expect(page.locator(".tl-lane-name", has_text="归属的问题")).to_have_count(1)
    page.locator('[data-tl-toggle-group="问题与反馈"]').uncheck()
    expect(heads).to_have_count(7)
    expect(page.locator('.tl-item[data-lane="l8"]:visible')).to_have_count(0)


def test_standings_have_bars_of_their_own_and_are_not_counted_together(page: Page) -> None:
    page.goto("/officer/busy")
    kinds: Any = page.locator(".tl-density").evaluate_all(
        "bars => [...new Set(bars.map(bar => bar.getAttribute('class').split(' ')[1]))]"
    )
    assert kinds == ["is-established", "is-alleged", "is-refuted", "is-void", "is-neutral"]
    looks: Any = page.locator(".tl-density").evaluate_all(
        """bars => [...new Set(bars.map(bar => {
             const style = getComputedStyle(bar);
             return bar.getAttribute('class') + style.fill + style.strokeDasharray;
           }))].length"""
    )
    assert looks == 5
    rows: Any = page.locator(".tl-density").evaluate_all(
        """bars => Object.values(Object.groupBy(bars, bar => bar.getAttribute('class'))).map(
             own => Math.max(...own.map(b => +b.getAttribute('y') + +b.getAttribute('height'))))"""
    )
    assert rows == sorted(set(rows))
    shown = page.locator('[data-tl-toggle="l8"]').locator("xpath=..")
    expect(shown).to_have_text("归属的问题")
    expect(page.locator(".tl-group-name", has_text="问题与反馈")).to_have_text("问题与反馈")
    expect(page.locator(".tl-group-name", has_text="案件与行为")).to_have_text("案件与行为 26")


def test_zooming_in_turns_bars_into_marks_and_marks_into_cards(page: Page) -> None:
    page.goto("/officer/busy")
    period = page.locator(".tl-period")
    expect(page.locator(".tl-mini")).to_have_count(0)
    whole = period.text_content() or ""
    for _ in range(4):
        page.get_by_role("button", name="放大").click()
    expect(page.locator(".tl-density")).to_have_count(0)
    expect(page.locator(".tl-mini").first).to_be_visible()
    seen = period.text_content() or ""
    page.locator(".tl-picture > svg").focus()
    page.keyboard.press("ArrowRight")
    expect(period).not_to_have_text(seen)
    page.keyboard.press("0")
    expect(period).to_have_text(whole)


def test_a_card_of_the_chart_leads_to_its_record_in_the_list(page: Page) -> None:
    page.goto("/officer/busy")
    for _ in range(4):
        page.get_by_role("button", name="放大").click()
    card = page.locator(".tl-mini").first
    label = card.get_attribute("aria-label") or ""
    card.focus()
    page.keyboard.press("Enter")
    found = page.locator(".tl-item.is-found")
    expect(found.locator("a.tl-title")).to_be_focused()
    assert label.startswith(found.get_attribute("data-on") or "-")


def test_a_picture_that_takes_long_says_what_is_being_done(page: Page) -> None:
    held: list[Route] = []
    page.route("**/api/chain/full", lambda route: held.append(route))
    page.goto("/chain/full")
    expect(page.locator("#chain .loading")).to_have_text("正在取数并绘图…")
    held[0].continue_()
    expect(page.locator(".chain-card")).to_have_count(15)
    expect(page.locator("#chain .loading")).to_have_count(0)
