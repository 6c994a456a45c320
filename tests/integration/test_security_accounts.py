"""Administration of accounts: its rules, its pages, its audit, on both stores."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app import accounts, passwords, security_audit
from app.sql import db
from app.tables import AccountChange, ZhijianUser, utcnow
from graph.errors import AccountRefused
from graph.operations.users import standing
from graph.scope import Role
from graph.session import Connection, Graph
from tests.conftest import Tree
from tests.integration.audited import changes
from tests.integration.people import PASSWORD, People, Visitor
from tests.integration.test_sessions import edit_form, roles_of

ADMIN, INSPECTOR, SUPERVISOR = Role.ADMINISTRATOR, Role.INSPECTOR, Role.SUPERVISOR


def role_ids(web: People, *roles: Role) -> list[str]:
    with web.app.app_context():
        return [str(web.app.appbuilder.sm.find_role(role.value).id) for role in roles]


def add(web: People, admin: Visitor, username: str, **fields: object):
    """Fill in and send the form for a new user."""
    admin.get("/users/add")
    form = {
        "username": username,
        "last_name": "王",
        "first_name": "伟",
        "email": f"{username}@example.invalid",
        "roles": role_ids(web, INSPECTOR),
        "court": "",
        "officer": "",
    }
    return admin.post("/users/add", form | fields)


def shown_password(page: str) -> str:
    found = re.search(r'one-time-password"><code[^>]*>([^<]+)<', page)
    assert found, page
    return found.group(1)


def test_a_new_user_gets_a_password_that_is_shown_once(web: People, graph: Graph) -> None:
    admin = web.inside(ADMIN)
    name = f"new-{admin.username}"
    page = add(web, admin, name)
    password = shown_password(page.text)
    assert passwords.matches(web.stored(name, "password"), password)
    assert password not in admin.get(f"/users/show/{web.id_of(name)}").text
    assert password not in admin.get("/users/list/").text
    visitor = web.visitor()
    visitor.log_in(name, password)
    assert visitor.get("/").headers["Location"] == "/resetmypassword/form"
    tags = [(tag, detail["what"], detail["roles"]) for tag, detail in changes(graph, name)]
    assert tags == [
        ("user_change:intended", "created", ["inspector"]),
        ("user_change:done", "created", ["inspector"]),
    ]


def test_a_user_of_a_court(web: People, graph: Graph, tree: Tree) -> None:
    admin = web.inside(ADMIN)
    name, court = f"court-{admin.username}", tree.code_of("a1")
    assert "one-time-password" in add(web, admin, name, court=court).text
    with graph.reading() as tx:
        at = standing(tx, court)
    stored = [
        web.stored(name, column)
        for column in ("court", "court_level", "court_tree", "court_middle", "court_name")
    ]
    assert stored == [court, "c3", tree.code, tree.code_of("a"), at.name]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("court", "没有的法院", "没有找到法院“没有的法院”"),
        ("officer", "no-such-officer", "没有找到执行人员“no-such-officer”"),
    ],
)
def test_what_the_graph_does_not_know_is_refused(
    people: People, field: str, value: str, said: str
) -> None:
    admin = people.inside(ADMIN)
    page = add(people, admin, f"refused-{admin.username}", **{field: value})
    assert said in page.text
    with people.app.app_context():
        assert people.app.appbuilder.sm.find_user(f"refused-{admin.username}") is None


def test_a_change_is_audited_with_old_and_new(web: People, graph: Graph) -> None:
    admin, name = web.inside(ADMIN), web.user(INSPECTOR)
    form = edit_form(web, name, [SUPERVISOR]) | {"last_name": "李"}
    admin.get(f"/users/edit/{web.id_of(name)}")
    admin.post(f"/users/edit/{web.id_of(name)}", form)
    (intended, said), (done, _) = changes(graph, name)
    assert (intended, done) == ("user_change:intended", "user_change:done")
    assert said["last_name"] == ["试", "李"]
    assert said["roles"] == [["inspector"], ["supervisor"]]
    assert "password" not in said


def test_nobody_changes_the_own_roles(web: People) -> None:
    web.user(ADMIN)
    admin = web.inside(ADMIN)
    form = edit_form(web, admin.username, [ADMIN, INSPECTOR])
    admin.get(f"/users/edit/{web.id_of(admin.username)}")
    page = admin.post(f"/users/edit/{web.id_of(admin.username)}", form | {"last_name": "李"})
    assert "不能更改自己的角色" in page.text
    assert 'value="李"' in page.text  # what was typed is kept
    assert roles_of(web, admin.username) == {"administrator"}
    assert admin.is_in


def test_nobody_disables_the_own_account(web: People) -> None:
    web.user(ADMIN)
    admin = web.inside(ADMIN)
    admin.post(f"/users/{web.id_of(admin.username)}/disable")
    assert admin.is_in


def test_the_last_administrator_stays(web: People) -> None:
    last, disabled = web.user(ADMIN), web.user(ADMIN, active=False)
    with web.app.test_request_context():
        manager = web.app.appbuilder.sm
        user = manager.find_user(last)
        with pytest.raises(AccountRefused, match="last active administrator"):
            accounts.disable(user)
        user.roles = [manager.find_role("inspector")]
        with pytest.raises(AccountRefused, match="last active administrator"):
            manager.user_view.datamodel.edit(user)
        assert manager.find_user(last).active
        accounts.enable(manager.find_user(disabled))
        accounts.disable(manager.find_user(last))
    assert not web.stored(last, "active")
    assert web.stored(last, "disabled_by") == "system"


def test_two_administrators_cannot_take_each_other_out(web: People) -> None:
    """Whoever comes second finds an administrator gone already."""
    one, two = web.inside(ADMIN), web.inside(ADMIN)
    one.post(f"/users/{web.id_of(two.username)}/disable")
    two.post(f"/users/{web.id_of(one.username)}/disable")
    assert one.is_in
    assert not two.is_in


def test_a_disabled_user_is_back_when_enabled(web: People) -> None:
    admin, name = web.inside(ADMIN), web.user(INSPECTOR)
    admin.post(f"/users/{web.id_of(name)}/disable")
    assert web.visitor().log_in(name).status_code == 401
    assert web.stored(name, "disabled_by") == admin.username
    admin.post(f"/users/{web.id_of(name)}/enable")
    assert web.visitor().log_in(name).status_code == 302


def test_a_reset_gives_a_password_once(web: People) -> None:
    admin, name = web.inside(ADMIN), web.user(INSPECTOR)
    page = admin.post(f"/users/{web.id_of(name)}/reset")
    password = shown_password(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    assert web.visitor().log_in(name, PASSWORD).status_code == 401
    assert web.visitor().log_in(name, password).status_code == 302
    assert web.stored(name, "must_change_password")


@pytest.mark.parametrize("role", [r for r in Role if r is not ADMIN])
def test_only_administrators_administer(people: People, role: Role) -> None:
    visitor, other = people.inside(role), people.user(INSPECTOR)
    pk = people.id_of(other)
    for path in (
        "/users/list/",
        "/users/add",
        f"/users/show/{pk}",
        f"/users/edit/{pk}",
        "/roles/list/",
    ):
        assert visitor.get(path).status_code == 403, path
    for what in ("disable", "enable", "unlock", "reset", "end"):
        assert visitor.post(f"/users/{pk}/{what}").status_code == 403, what


def test_users_are_never_deleted(people: People) -> None:
    admin, name = people.inside(ADMIN), people.user(INSPECTOR)
    pk = people.id_of(name)
    assert admin.get(f"/users/delete/{pk}").status_code == 405
    assert admin.post(f"/users/delete/{pk}").status_code == 403
    assert admin.post("/users/action_post", {"action": "x", "rowid": [pk]}).status_code == 400
    assert people.visitor().log_in(name).status_code == 302


def test_roles_are_shown_in_the_language_of_the_page(people: People) -> None:
    admin = people.inside(ADMIN)
    assert "纪检监察人员" in admin.get("/users/add").text
    admin.get("/lang/en")
    assert "Discipline inspector" in admin.get("/users/add").text


def test_the_language_switch_leads_to_a_page_also_after_a_form(people: People) -> None:
    """The audit's verification answers a POST; its address has nothing for a GET."""
    admin = people.inside(ADMIN)
    for here, there in (
        ("/audit/verify", "/audit/"),
        ("/act/action_post", "/act/list/"),
        ("/act/list/?q=x", "http://localhost/act/list/?q=x"),
        ("/", "/"),
    ):
        answer = admin.get("/lang/en", headers={"Referer": f"http://localhost{here}"})
        assert answer.headers["Location"] == there


def test_the_language_stays_with_the_user(people: People) -> None:
    visitor = people.inside(INSPECTOR)
    visitor.get("/lang/en")
    assert people.stored(visitor.username, "language") == "en"
    again = people.visitor()
    again.log_in(visitor.username)
    assert 'lang="en"' in again.get("/users/userinfo/").text


def test_the_theme_stays_with_the_user(people: People) -> None:
    visitor = people.inside(INSPECTOR)
    assert visitor.post("/users/theme", {"theme": "dark"}).status_code == 204
    assert visitor.post("/users/theme", {"theme": "pink"}).status_code == 400
    assert people.stored(visitor.username, "theme") == "dark"


# --- the audit, when something breaks in between


def test_without_the_audit_nothing_is_changed(make_app, any_sql) -> None:
    web = People(make_app(any_sql, Graph(Connection("bolt://127.0.0.1:9", "neo4j", "x"))))
    name = web.user(INSPECTOR)
    web.user(ADMIN)
    with web.app.test_request_context():
        manager = web.app.appbuilder.sm
        with pytest.raises(Exception, match="audit can't be written"):
            accounts.disable(manager.find_user(name))
        with pytest.raises(Exception, match="audit can't be written"):
            accounts.reset_password(manager.find_user(name))
        user = manager.find_user(name)
        user.last_name = "李"
        with pytest.raises(Exception, match="audit can't be written"):
            manager.user_view.datamodel.edit(user)
    assert web.stored(name, "active")
    assert web.stored(name, "last_name") == "试"
    assert web.visitor().log_in(name).status_code == 503


def test_a_change_that_fails_is_closed_as_abandoned(web: People, graph: Graph) -> None:
    name, other = web.user(INSPECTOR), web.user(INSPECTOR)
    with web.app.test_request_context():
        manager = web.app.appbuilder.sm
        user = manager.find_user(name)
        user.email = web.stored(other, "email")  # taken: SQL refuses
        with pytest.raises(Exception, match=r"(?i)unique"):
            manager.user_view.datamodel.edit(user)
    assert [tag for tag, _ in changes(graph, name)] == [
        "user_change:intended", "user_change:abandoned",
    ]  # fmt: skip
    assert left_open(web) == 0


@pytest.mark.parametrize("applied", [True, False])
def test_the_sweep_closes_what_was_cut(
    web: People, graph: Graph, monkeypatch, applied: bool
) -> None:
    web.user(ADMIN)
    name = web.user(INSPECTOR)
    cut_between(web, name, monkeypatch, applied)
    assert [tag for tag, _ in changes(graph, name)] == ["user_change:intended"]
    assert left_open(web) == 1
    with web.app.test_request_context():
        assert security_audit.sweep() == 0  # it may still be under way
        old = utcnow() - security_audit.CUT - timedelta(seconds=1)
        db.session.execute(update(AccountChange).values(started_on=old))
        db.session.commit()
        assert security_audit.sweep() == 1
        assert security_audit.sweep() == 0
    outcome = "user_change:done" if applied else "user_change:abandoned"
    tag, said = changes(graph, name)[-1]
    assert (tag, said["swept"]) == (outcome, True)
    assert web.stored(name, "active") is not applied
    assert left_open(web) == 0


def cut_between(web: People, name: str, monkeypatch, applied: bool) -> None:
    """Disable a user and lose the process: after SQL's commit, or before it."""
    real = security_audit._close
    monkeypatch.setattr(security_audit, "_close", lambda *_: None)
    with web.app.test_request_context():
        user = web.app.appbuilder.sm.find_user(name)
        if applied:
            accounts.disable(user)
        else:
            monkeypatch.setattr(db.session, "commit", lambda: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                accounts.disable(user)
            monkeypatch.undo()
    monkeypatch.setattr(security_audit, "_close", real)


def left_open(web: People) -> int:
    with web.app.app_context():
        return db.session.scalar(select(func.count()).select_from(AccountChange)) or 0


def test_names_read_as_their_language_writes_them() -> None:
    assert ZhijianUser(last_name="王", first_name="伟").get_full_name() == "王伟"
    assert ZhijianUser(last_name="Doe", first_name="Jane").get_full_name() == "Jane Doe"
