"""An administrator with a court manages the accounts of its subtree; one without, all."""

from __future__ import annotations

import pytest
from flask import g

from app import accounts
from graph.errors import AccountRefused
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.audited import changes
from tests.integration.people import People, Visitor
from tests.integration.test_security_accounts import add
from tests.integration.test_sessions import edit_form, roles_of

ADMIN, INSPECTOR, SUPERVISOR = Role.ADMINISTRATOR, Role.INSPECTOR, Role.SUPERVISOR

REACH = {
    "top": {"top", "a", "b", "a1", "a2", "b1"},
    "a": {"a", "a1", "a2"},
    "a1": {"a1"},
    "b": {"b", "b1"},
}
"""Whose accounts an administrator of the court manages."""

ACTIONS = ("disable", "enable", "unlock", "reset", "end")


@pytest.fixture
def of_court(web: People, tree: Tree) -> dict[str, str]:
    """A user of each court of a tree, of no court ("") and of another tree ("else")."""
    web.user(ADMIN)
    other = Tree(tree.graph, f"{tree.code}外")
    return {
        "": web.user(INSPECTOR),
        "else": web.user(INSPECTOR, actor=other.actor("top", INSPECTOR)),
        **{at: web.user(INSPECTOR, actor=tree.actor(at, INSPECTOR)) for at in tree.courts},
    }


def administrator(web: People, tree: Tree, court: str) -> Visitor:
    """In the browser, an administrator of the court."""
    return web.inside(ADMIN, actor=tree.actor(court, ADMIN))


def listed(page: str, users: dict[str, str]) -> set[str]:
    return {court for court, name in users.items() if f">{name}<" in page}


@pytest.mark.parametrize("court", REACH)
def test_only_the_own_courts_accounts_are_found(
    web: People, tree: Tree, of_court: dict[str, str], court: str
) -> None:
    admin = administrator(web, tree, court)
    page = admin.get("/users/list/?psize_UserView=100").text
    assert listed(page, of_court) == REACH[court]
    for at, name in of_court.items():
        pk = web.id_of(name)
        found = 200 if at in REACH[court] else 404
        assert admin.get(f"/users/show/{pk}").status_code == found, at
        assert admin.get(f"/users/edit/{pk}").status_code == found, at
        search = admin.get(f"/users/list/?_flt_3_username={name}").text
        assert listed(search, of_court) == {at} & REACH[court]


def test_without_a_court_all_accounts_are_found(web: People, of_court: dict[str, str]) -> None:
    admin = web.inside(ADMIN)
    page = admin.get("/users/list/?psize_UserView=100").text
    assert listed(page, of_court) == set(of_court)
    for name in of_court.values():
        assert admin.get(f"/users/show/{web.id_of(name)}").status_code == 200


def test_the_count_is_of_the_own_courts(web: People, tree: Tree, of_court: dict[str, str]) -> None:
    admin = administrator(web, tree, "a1")  # itself and the one user of the court
    with web.app.test_request_context():
        view = web.app.appbuilder.sm.user_view
        g.user = web.app.appbuilder.sm.find_user(admin.username)  # type: ignore[attr-defined]
        count, rows = view.datamodel.query(view._base_filters)
        names = {row.username for row in rows}
    assert (count, names) == (2, {of_court["a1"], admin.username})  # type: ignore[attr-defined]


def test_no_action_reaches_another_court(
    web: People, tree: Tree, of_court: dict[str, str], graph: Graph
) -> None:
    admin = administrator(web, tree, "a1")
    for court in ("", "else", "top", "a", "a2", "b1"):
        name = of_court[court]
        before = [web.stored(name, column) for column in ("active", "password", "stamp")]
        for what in ACTIONS:
            answer = admin.post(f"/users/{web.id_of(name)}/{what}")
            assert answer.status_code == 404, (court, what)
        form = edit_form(web, name, [SUPERVISOR]) | {"court": tree.code_of("a1")}
        assert admin.post(f"/users/edit/{web.id_of(name)}", form).status_code == 404
        assert [web.stored(name, c) for c in ("active", "password", "stamp")] == before
        assert roles_of(web, name) == {"inspector"}
        assert changes(graph, name) == []


def test_every_action_reaches_the_own_courts(
    web: People, tree: Tree, of_court: dict[str, str]
) -> None:
    admin = administrator(web, tree, "a")
    pk = web.id_of(of_court["a2"])
    answers = [admin.post(f"/users/{pk}/{what}").status_code for what in ACTIONS]
    assert answers == [302, 302, 302, 200, 302]  # a password is shown, once


def refused_courts(tree: Tree) -> dict[str, tuple[str, str]]:
    """For an administrator of a: what is typed as the court, and what is said."""
    return {
        "every court": ("", "不能留空"),
        "above": (tree.code_of("top"), "只能授予本院或下级法院"),
        "beside": (tree.code_of("b"), "只能授予本院或下级法院"),
        "below another": (tree.code_of("b1"), "只能授予本院或下级法院"),
        "unknown": ("没有的法院", "没有找到法院“没有的法院”"),
    }


def test_a_new_account_is_of_the_own_courts(web: People, tree: Tree) -> None:
    web.user(ADMIN)
    admin = administrator(web, tree, "a")
    assert f'value="{tree.code_of("a")}"' in admin.get("/users/add").text
    for why, (court, said) in refused_courts(tree).items():
        name = f"refused-{admin.username}"  # type: ignore[attr-defined]
        page = add(web, admin, name, court=court)
        assert (page.status_code, said in page.text) == (422, True), why
        for typed in (name, "王", "伟", f"{name}@example.invalid", court):
            assert f'value="{typed}"' in page.text, (why, typed)
        with web.app.app_context():
            assert web.app.appbuilder.sm.find_user(name) is None, why
    for court in ("a", "a1", "a2"):
        name = f"{court}-{admin.username}"  # type: ignore[attr-defined]
        assert "one-time-password" in add(web, admin, name, court=tree.code_of(court)).text
        assert web.stored(name, "court") == tree.code_of(court)


def test_a_court_of_another_tree_is_as_if_it_did_not_exist(web: People, tree: Tree) -> None:
    other = Tree(tree.graph, f"{tree.code}外")
    admin = administrator(web, tree, "a")
    page = add(web, admin, "nobody", court=other.code_of("a1"))
    assert f"没有找到法院“{other.code_of('a1')}”" in page.text
    assert other.courts["a1"].name not in page.text


def test_no_account_is_widened_beyond_the_own_courts(
    web: People, tree: Tree, of_court: dict[str, str], graph: Graph
) -> None:
    admin = administrator(web, tree, "a")
    for name in (of_court["a1"], admin.username):  # type: ignore[attr-defined]
        pk, before = web.id_of(name), web.stored(name, "court")
        form = edit_form(web, name, [Role(next(iter(roles_of(web, name))))]) | {"last_name": "李"}
        for why, (court, said) in refused_courts(tree).items():
            admin.get(f"/users/edit/{pk}")
            page = admin.post(f"/users/edit/{pk}", form | {"court": court})
            assert (page.status_code, said in page.text) == (422, True), why
            assert 'value="李"' in page.text
            assert f'value="{court}"' in page.text
            assert (web.stored(name, "court"), web.stored(name, "last_name")) == (before, "试")
        assert changes(graph, name) == []
    assert admin.is_in


def test_an_account_moves_within_the_own_courts(
    web: People, tree: Tree, of_court: dict[str, str]
) -> None:
    admin, name = administrator(web, tree, "a"), of_court["a1"]
    pk = web.id_of(name)
    form = edit_form(web, name, [SUPERVISOR]) | {"court": tree.code_of("a2")}
    admin.get(f"/users/edit/{pk}")
    assert admin.post(f"/users/edit/{pk}", form).status_code == 302
    assert web.stored(name, "court") == tree.code_of("a2")
    assert roles_of(web, name) == {"supervisor"}


def test_the_sentences_are_in_the_language_of_the_page(people: People, tree: Tree) -> None:
    admin = administrator(people, tree, "a")
    admin.get("/lang/en")
    assert "Required: the own court or one below it." in admin.get("/users/add").text
    page = add(people, admin, "nobody", court="")
    assert "only the own court or one below it can be given" in page.text


def test_the_store_and_the_actions_hold_without_the_page(
    web: People, tree: Tree, of_court: dict[str, str], graph: Graph
) -> None:
    """Whatever else comes to call them: the accounts that the page wouldn't have found."""

    name = of_court["a2"]
    admin = web.user(ADMIN, actor=tree.actor("a1", ADMIN))
    deeds = (
        accounts.disable, accounts.enable, accounts.unlock, accounts.end_sessions,
        accounts.reset_password,
    )  # fmt: skip
    with web.app.test_request_context():
        manager = web.app.appbuilder.sm
        g.user = manager.find_user(admin)
        for deed in deeds:
            with pytest.raises(AccountRefused, match="below it can be managed"):
                deed(manager.find_user(name))
        taken = manager.find_user(name)  # another's account, taken into the own court
        for column in ("court", "court_level", "court_tree", "court_middle"):
            setattr(taken, column, getattr(g.user, column))
        with pytest.raises(AccountRefused):
            manager.user_view.datamodel.edit(taken)
        for own in (of_court["a1"], admin):  # an own account, given every court
            given = manager.find_user(own)
            given.court = given.court_level = given.court_tree = given.court_middle = None
            with pytest.raises(AccountRefused):
                manager.user_view.datamodel.edit(given)
    assert web.stored(name, "court") == tree.code_of("a2")
    assert web.stored(of_court["a1"], "court") == web.stored(admin, "court") == tree.code_of("a1")
    assert changes(graph, name) == changes(graph, of_court["a1"]) == []


def test_an_administrator_of_all_courts_stays(web: People, tree: Tree) -> None:
    """Else nobody could ever again manage the accounts of the other trees."""
    last = web.inside(ADMIN)
    name = last.username  # type: ignore[attr-defined]
    web.user(ADMIN, actor=tree.actor("top", ADMIN))
    pk = web.id_of(name)
    form = edit_form(web, name, [ADMIN]) | {"court": tree.code_of("a")}
    last.get(f"/users/edit/{pk}")
    page = last.post(f"/users/edit/{pk}", form)
    assert (page.status_code, web.stored(name, "court")) == (422, None)
    assert "最后一个管理全部法院账号的管理员" in page.text
    assert f'value="{tree.code_of("a")}"' in page.text
    web.user(ADMIN)
    assert last.post(f"/users/edit/{pk}", form).status_code == 302
    assert web.stored(name, "court") == tree.code_of("a")


def test_everybody_sees_the_own_account(people: People, tree: Tree) -> None:
    for court in ("top", "a", "a1"):
        for role in Role:
            visitor = people.inside(role, actor=tree.actor(court, role))
            assert visitor.username in visitor.get("/users/userinfo/").text  # type: ignore[attr-defined]
