"""The chain as readers, printers and keyboards meet it: duties, stacks, addresses, files, paper.

Fixtures of test_components.
"""
# ruff: noqa: F811 (the fixtures are those of test_components)

from __future__ import annotations

import re
import struct
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_components import chromium, gallery, page  # noqa: F401

SVG = "{http://www.w3.org/2000/svg}"


def test_each_state_of_a_duty_has_its_word_shape_and_place(page: Page) -> None:
    """Between what it arises from and what discharges it; what nothing discharges has a card."""
    page.goto("/chain/states")
    page.get_by_role("button", name="详细").click()

    def told(node: str) -> tuple[str, str]:
        card = page.locator(f'[data-node="{node}"]')
        shape = card.locator(".chain-duty-name use, .pill use").first
        return card.inner_text(), (shape.get_attribute("href") or "").split("#")[-1]

    said = {node: told(node) for node in ("b1", "b2", "z2", "m", "c", "w", "v")}
    assert {node: shape for node, (_text, shape) in said.items()} == {
        "b1": "st-met", "b2": "st-met-late", "z2": "st-gap", "m": "st-due-soon", "c": "st-open",
        "w": "st-waived", "v": "st-void",
    }  # fmt: skip
    for node, words in {
        "b1": ["第6条", "个案反馈", "济南中院", "应于 2023-03-16 前", "按期履行", "2023-03-10"],
        "b2": ["第7条", "历下区法院", "应于 2023-04-28 前（暂定）", "逾期履行", "迟 12 天"],
        "z2": ["应有未有", "应由历下区法院执行局作出", "自 2023-03-02 起", "应于 2023-05-10 前",
               "逾期 41 天"],
        "m": ["即将到期", "还有 6 天"],
        "c": ["未到期", "还有 190 天"],
        "w": ["已豁免", "王院长：另有处理"],
        "v": ["已失效", "责任法院不在本省法院体系内"],
    }.items():  # fmt: skip
        assert [word for word in words if word not in said[node][0]] == []
    expect(page.locator(".chain-missing")).to_have_text("1 处应有未有")
    expect(page.locator(".chain-owed")).to_have_text("2 处待履行")


def test_the_classes_of_coming_again_never_look_alike(page: Page) -> None:
    page.goto("/chain/states")
    marks = page.locator(".chain-loop, .chain-class")
    expect(marks).to_have_count(6)
    looks: Any = marks.evaluate_all(
        """marks => marks.map(mark => {
             const style = getComputedStyle(mark);
             return [mark.textContent, mark.querySelector('use').getAttribute('href'),
                     style.backgroundColor + style.borderStyle + style.borderWidth + style.color
                     + style.backgroundImage];
           })"""
    )
    for part in range(3):
        assert len({look[part] for look in looks}) == 6
    expect(page.locator(".chain-turn")).to_have_count(3)  # only two of them count
    lines: Any = page.locator(".chain-legend svg line").evaluate_all(
        "lines => lines.map(l => l.getAttribute('stroke-dasharray') + l.getAttribute('style'))"
    )
    assert len(set(lines)) == len(lines) == 7


def test_alike_cards_are_a_stack_that_opens_and_the_address_keeps_it(page: Page) -> None:
    page.goto("/chain/alike")
    cards = page.locator(".chain-card")
    expect(cards).to_have_count(11)  # of sixty: the subject's own way stays apart
    stack = page.locator('.is-stack[data-node="stack-z0"]')
    expect(stack).to_contain_text("×\u202f11")
    expect(stack).to_contain_text("逾期履行 3")
    expect(stack).to_contain_text("按期履行 8")
    stack.focus()
    page.keyboard.press("Enter")
    expect(cards).to_have_count(21)
    expect(page.locator('[data-node="z0"]')).to_be_focused()
    assert "open=stack-z0" in page.url
    page.reload()
    expect(cards).to_have_count(21)
    page.get_by_role("button", name="收起：整改 × 11").click()
    expect(cards).to_have_count(11)
    page.get_by_role("button", name="全部展开").click()
    expect(cards).to_have_count(60)
    page.get_by_role("button", name="折叠相似").click()
    expect(cards).to_have_count(11)


def test_the_address_has_what_is_looked_at(page: Page) -> None:
    page.goto("/chain/full")
    page.get_by_role("button", name="详细").click()
    page.locator('[data-node="n"]').focus()
    assert "detail=full" in page.url
    assert "focus=n" in page.url
    page.reload()
    expect(page.get_by_role("button", name="详细")).to_have_attribute("aria-pressed", "true")
    expect(page.locator('[data-node="n"]')).to_be_in_viewport(ratio=0.99)
    expect(page.locator('.chain-card[tabindex="0"]')).to_have_attribute("data-node", "n")


@pytest.mark.parametrize("name", ["states", "alike?open=all"])
def test_the_chain_is_saved_as_svg_with_real_text(page: Page, name: str) -> None:
    page.goto(f"/chain/{name}")
    expect(page.locator(".chain-card").first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出为 SVG 矢量图").click()
    assert saved.value.suggested_filename == "超标的查封.svg"
    drawing = ElementTree.parse(saved.value.path()).getroot()  # noqa: S314 (our own)
    words = "".join(text for each in drawing.iter(f"{SVG}text") for text in each.itertext())
    numbers = page.locator(".chain-number").all_inner_texts()
    assert [number for number in numbers if number not in words] == []
    assert {"事由", "整改", "通报/措施"} <= {
        "".join(t.itertext()) for t in drawing.iter(f"{SVG}text")
    }
    assert "Noto Sans CJK SC" in drawing.attrib["font-family"]
    assert [
        each for each in drawing.iter() if "style" in each.attrib or "class" in each.attrib
    ] == []


def test_the_chain_is_saved_as_png(page: Page) -> None:
    page.goto("/chain/states")
    expect(page.locator(".chain-card").first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出为 PNG 图片").click()
    file = saved.value.path().read_bytes()
    assert file[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", file[16:24])
    assert width > 2 * 900
    assert height > 2 * 400
    assert len(file) > width * height / 60  # something is drawn on it


@pytest.mark.parametrize(("name", "sheets"), [("short", 1), ("long", 3)])
def test_the_chain_prints_on_a4_landscape(page: Page, name: str, sheets: int) -> None:
    page.goto(f"/chain/{name}")
    expect(page.locator(".chain-card").first).to_be_visible()
    numbers = page.locator(".chain-number").all_inner_texts()
    assert numbers
    page.set_viewport_size({"width": 1047, "height": 720})  # the paper less its margins
    page.emulate_media(media="print")
    drawn = page.locator(".chain-sheet svg[role=img]")
    expect(drawn).to_have_count(sheets)
    for each in drawn.all():
        box = each.bounding_box()
        assert box
        assert box["width"] <= 1047
        assert box["height"] <= 700
        expect(each.locator("text").get_by_text("通报/措施")).to_have_count(1)
    written = "".join(drawn.all_text_contents())
    assert [number for number in numbers if number not in written] == []
    for name_ in (".chain-tools", ".chain-main > .chain-frame", ".topbar", ".navigation"):
        expect(page.locator(name_)).to_be_hidden()
    page.emulate_media(media="null")
    expect(drawn).to_have_count(0)
    file = page.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", file)[0] == (
        b"841.91998",
        b"594.95996",
    )
