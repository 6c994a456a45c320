"""Accounts in Chromium: first login, administration of users; FAB's pages keep to the policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from graph.scope import Role
from tests.browser.conftest import Product, Visit
from tests.integration.people import PASSWORD

NEW = "another-staple-entirely-9"
ADMIN = Role.ADMINISTRATOR


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "path",
    ["/login/", "/", "/users/list/", "/users/list/?_flt_0_username=a", "/users/add",
     "/users/show/{pk}", "/users/edit/{pk}", "/users/userinfo/", "/roles/list/", "/roles/show/1",
     "/resetmypassword/form", "/logout/"],
)  # fmt: skip
def test_pages_keep_to_the_policy(product: Product, visit: Visit, path: str, language: str) -> None:
    """The fixture fails on a violation, a script error and a request to another host."""
    name = product.people.user(*Role)
    page = visit(name, language)
    page.goto(product.address + path.format(pk=product.people.id_of(name)))
    expect(page.locator("main")).to_be_visible()


@pytest.mark.browser
def test_a_first_login_changes_the_password(product: Product, visit: Visit) -> None:
    name = product.people.user(Role.INSPECTOR, must_change_password=True)
    page = visit("")
    page.goto(product.address + "/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").click()
    expect(page).to_have_url(product.address + "/resetmypassword/form")
    page.fill("[name=old]", PASSWORD)
    page.fill("[name=password]", NEW)
    page.fill("[name=again]", NEW)
    page.locator("main form [type=submit]").click()
    expect(page).to_have_url(product.address + "/workbench/")
    expect(page.locator("main")).to_contain_text("密码已修改")


@pytest.mark.browser
def test_an_administrator_makes_a_user_and_disables_it(product: Product, visit: Visit) -> None:
    page = visit(product.people.user(ADMIN))
    made = f"made{product.people.user()}"
    page.goto(product.address + "/users/add")
    page.fill("[name=username]", made)
    page.fill("[name=last_name]", "王")
    page.fill("[name=first_name]", "伟")
    page.fill("[name=email]", f"{made}@example.invalid")
    page.locator("[name=roles]").select_option(label="纪检监察人员", force=True)
    page.locator("main form [type=submit]").first.click()
    password = page.locator(".one-time-password").inner_text()
    assert len(password) == 24
    page.goto(f"{product.address}/users/show/{product.people.id_of(made)}")
    page.get_by_role("button", name="停用账号").click()
    page.get_by_role("alertdialog").get_by_role("button", name="停用账号").click()
    expect(page.get_by_role("button", name="启用账号")).to_be_visible()
    assert product.people.stored(made, "active") is False


@pytest.mark.browser
def test_the_choice_of_dark_goes_along_to_another_browser(product: Product, visit: Visit) -> None:
    name = product.people.user(Role.INSPECTOR)
    here = visit(name)
    here.goto(product.address + "/")
    expect(here.locator("html")).to_have_attribute("data-theme", "light")
    with here.expect_response("**/users/theme") as kept:
        here.locator("[data-theme-toggle]").click()
    assert kept.value.status == 204
    there = visit(name)
    there.goto(product.address + "/")
    expect(there.locator("html")).to_have_attribute("data-theme", "dark")
