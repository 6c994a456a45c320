"""A question is asked, its answer seen, the view kept, shared, and opened by a colleague; one
about people asks what for."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from graph.scope import Role
from tests.browser.conftest import Product, Visit
from tests.conftest import Tree

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("ZHIJIAN_SHOTS", "")
"""A folder for pictures of the pages, to be looked at; none without it."""

PATIENCE = 20_000
"""Milliseconds for a server that plans a question for the first time."""


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def test_ask_keep_share_and_open(product: Product, visit: Visit, tree: Tree) -> None:
    petition = tree.petition(
        "1", "a1", received_on="2026-01-01", resolution="staged", staged_on="2026-01-02"
    )
    owner, colleague = (
        product.people.user(role, actor=tree.actor("a1", role))
        for role in (Role.SUPERVISOR, Role.RECORD_KEEPER)
    )
    page = visit(owner)
    page.set_default_timeout(PATIENCE)
    page.goto("/questions/")
    shot(page, "questions")
    page.get_by_label("查找问题").fill("阶段化解")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="哪些信访长期停在程序化解、阶段化解").click()
    page.get_by_label("超过天数").fill("0")
    page.get_by_label("起", exact=True).fill("")
    page.get_by_role("button", name="提问").click()
    expect(page.get_by_role("cell", name=petition.number)).to_be_visible()
    page.get_by_text("查询语句（Cypher）和参数").click()
    expect(page.locator("pre").first).to_contain_text("USING INDEX t:Petition")
    shot(page, "question")
    with page.expect_request("**/explore/question?*") as asked:
        page.get_by_role("link", name="在图中查看").click()
    query = parse_qs(urlsplit(asked.value.url).query, keep_blank_values=True)
    assert (query["since"], query["days"]) == ([""], ["0"])
    expect(page.get_by_text("个节点")).to_be_visible(timeout=PATIENCE)
    page.go_back()
    page.get_by_role("button", name="保存视图").click()
    dialog = page.get_by_role("dialog", name="保存视图")
    dialog.get_by_label("名称").fill("久未终局的信访")
    dialog.get_by_label("范围").select_option("locked")
    dialog.get_by_role("button", name="保存").click()
    expect(page.get_by_role("link", name="久未终局的信访")).to_be_visible()
    other = visit(colleague)
    other.set_default_timeout(PATIENCE)
    other.goto("/views/")
    shot(other, "views")
    expect(other.get_by_role("row", name="久未终局的信访")).to_contain_text(owner)
    other.get_by_role("link", name="久未终局的信访").click()
    expect(other.get_by_role("cell", name=petition.number)).to_be_visible()
    other.goto("/views/")
    other.get_by_role("button", name="复制").click()
    expect(other.get_by_label("备注")).to_be_visible()
    shot(other, "view")


def test_a_question_about_people_asks_what_for(product: Product, visit: Visit, tree: Tree) -> None:
    """And what its picture says of them is still there when the page is loaded anew."""
    both, case = [tree.officer("甲"), tree.officer("乙")], tree.case("1")
    for n in range(3):
        act = tree.create(
            "Act", number=f"{tree.code}-行为{n}", sort_of_act="seizure", done_on="2026-01-05",
            case=case, performed_by=both,
        )  # fmt: skip
        tree.create(
            "Review", number=f"（2026）{tree.code_of('a1')}执异{n + 1}号",
            sort_of_review="objection", filed_on="2026-02-01", ruled_on="2026-02-20",
            effective_on="2026-03-10", outcome="revoked", challenges=act,
            decided_by=tree.departments["a1"]["review"],
        )  # fmt: skip
    page = visit(product.people.user(Role.SUPERVISOR, actor=tree.actor("a", Role.SUPERVISOR)))
    page.set_default_timeout(PATIENCE)
    page.goto("/questions/sharing-revoked-acts")
    expect(page.get_by_text("请先说明事由")).to_be_visible()
    page.get_by_label("事由", exact=False).first.select_option("inspection")
    page.get_by_label("说明").first.fill("按年度计划检查")
    shot(page, "question-people")
    page.get_by_role("button", name="记录事由并提问").click()
    expect(page.get_by_role("cell", name=f"{tree.code}-行为0")).to_be_visible()
    page.get_by_role("link", name="在图中查看").click()
    drawn = page.get_by_text(re.compile(r"^8 个节点 · 9 条关系$"))  # six of them to the officers
    expect(drawn).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile(r"layout="))
    page.reload()
    expect(drawn).to_be_visible(timeout=PATIENCE)


def test_a_list_is_kept_in_a_folder(product: Product, visit: Visit, tree: Tree) -> None:
    """The dialog asks for a folder once there is one."""
    page = visit(product.people.user(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR)))
    page.set_default_timeout(PATIENCE)
    dialog = page.get_by_role("dialog", name="保存视图")
    page.goto("/petition/list/")
    with page.expect_response("**/views/folders"):
        page.get_by_role("button", name="保存视图").click()
    expect(dialog.get_by_label("名称")).to_be_visible()
    expect(dialog.get_by_label("文件夹")).to_be_hidden()
    page.goto("/views/")
    page.get_by_label("新文件夹").fill("每周要看")
    page.get_by_role("button", name="新建").click()
    page.goto("/petition/list/")
    page.get_by_role("button", name="保存视图").click()
    dialog.get_by_label("名称").fill("全部信访")
    dialog.get_by_label("文件夹").select_option("每周要看")
    dialog.get_by_role("button", name="保存").click()
    expect(page.get_by_role("row", name="全部信访")).to_contain_text("每周要看")
