"""Sessions end when they should, on both stores, and nothing is stored for who hasn't logged in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import session
from sqlalchemy import func, select, update

from app import sessions
from app.sql import db
from app.tables import SessionRow, utcnow
from graph.scope import Role
from tests.integration.people import PASSWORD, People

NEW = "another-staple-entirely-9"
ADMIN, INSPECTOR = Role.ADMINISTRATOR, Role.INSPECTOR


def rows(web: People) -> int:
    with web.app.app_context():
        return db.session.scalar(select(func.count()).select_from(SessionRow)) or 0


def age(web: People, **columns: timedelta) -> None:
    """Make every session older."""
    with web.app.app_context():
        moved = {name: utcnow() - by for name, by in columns.items()}
        db.session.execute(update(SessionRow).values(moved))
        db.session.commit()


def test_a_visit_without_a_login_leaves_no_row(web: People) -> None:
    visitor = web.visitor()
    for path in ("/login/", "/", "/nothing-here", "/lang/en", "/health"):
        visitor.get(path)
    visitor.log_in("nobody", "wrong-password-1")
    assert rows(web) == 0


def test_a_login_renews_the_session_id(web: People) -> None:
    visitor = web.visitor()
    visitor.get("/login/")
    before = visitor.cookie
    name = web.user(INSPECTOR)
    visitor.log_in(name)
    assert visitor.cookie != before
    assert not visitor.cookie.startswith("a.")
    assert rows(web) == 1


def test_a_session_id_chosen_by_somebody_else_is_not_taken(web: People) -> None:
    visitor = web.visitor()
    visitor.client.set_cookie("zhijian", "chosen-by-an-attacker")
    visitor.log_in(web.user(INSPECTOR))
    assert visitor.is_in
    assert visitor.cookie != "chosen-by-an-attacker"


def test_the_store_holds_no_session_id(web: People) -> None:
    visitor = web.inside(INSPECTOR)
    with web.app.app_context():
        row = db.session.scalars(select(SessionRow)).one()
        assert visitor.cookie not in row.id
        assert visitor.cookie.encode() not in row.data


def test_the_cookie_is_closed_to_scripts_and_other_sites(web: People) -> None:
    visitor = web.visitor()
    visitor.get("/login/")
    answer = visitor.post("/login/", {"username": web.user(INSPECTOR), "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_logout_ends_the_session_in_the_store(web: People) -> None:
    visitor = web.inside(INSPECTOR)
    kept = visitor.cookie
    assert visitor.post("/logout/").status_code == 302
    assert rows(web) == 0
    visitor.client.set_cookie("zhijian", kept)
    assert not visitor.is_in


def test_logout_by_a_link_only_asks(web: People) -> None:
    visitor = web.inside(INSPECTOR)
    assert visitor.get("/logout/").status_code == 200
    assert visitor.is_in


@pytest.mark.parametrize("what", ["disable", "end", "reset"])
def test_an_administrator_ends_sessions(web: People, what: str) -> None:
    visitor, admin = web.inside(INSPECTOR), web.inside(ADMIN)
    pk = web.id_of(visitor.username)
    admin.get(f"/users/show/{pk}")
    admin.post(f"/users/{pk}/{what}")
    assert not visitor.is_in
    assert admin.is_in


def test_a_role_change_ends_sessions(web: People) -> None:
    visitor, admin = web.inside(INSPECTOR), web.inside(ADMIN)
    pk = web.id_of(visitor.username)
    page = admin.get(f"/users/edit/{pk}")
    assert page.status_code == 200
    admin.post(f"/users/edit/{pk}", edit_form(web, visitor.username, [Role.SUPERVISOR]))
    assert roles_of(web, visitor.username) == {"supervisor"}
    assert not visitor.is_in


def test_any_other_way_of_changing_a_role_ends_sessions_too(web: People) -> None:
    visitor = web.inside(INSPECTOR)
    with web.app.app_context():
        manager = web.app.appbuilder.sm
        user = manager.find_user(visitor.username)
        user.roles = [manager.find_role("supervisor")]
        manager.update_user(user)
    assert not visitor.is_in


def test_a_password_change_ends_the_others_and_renews_the_own(web: People) -> None:
    visitor = web.inside(INSPECTOR)
    other = web.visitor()
    other.log_in(visitor.username)
    before = visitor.cookie
    visitor.get("/resetmypassword/form")
    answer = visitor.post("/resetmypassword/form", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 302
    assert visitor.is_in
    assert visitor.cookie != before
    assert not other.is_in
    assert rows(web) == 1


def test_idle_and_old_sessions_end(web: People) -> None:
    idle = web.inside(INSPECTOR)
    age(web, seen_on=sessions.IDLE)
    assert not idle.is_in
    old = web.inside(INSPECTOR)
    age(web, expires_on=timedelta(0))
    assert not old.is_in


def test_use_keeps_a_session_from_being_idle(web: People) -> None:
    visitor = web.inside(INSPECTOR)
    age(web, seen_on=sessions.IDLE - timedelta(minutes=1))
    assert visitor.is_in
    with web.app.app_context():
        seen = db.session.scalar(select(func.max(SessionRow.seen_on)))
    assert utcnow() - seen < timedelta(minutes=1)


def test_purge_removes_what_is_past_and_nothing_else(web: People) -> None:
    web.inside(INSPECTOR)
    age(web, seen_on=sessions.IDLE)
    kept = web.inside(INSPECTOR)  # a login purges
    assert rows(web) == 1
    assert kept.is_in


def test_a_request_under_way_does_not_bring_an_ended_session_back(web: People) -> None:
    visitor = web.inside(INSPECTOR)
    with web.app.test_request_context("/", headers={"Cookie": f"zhijian={visitor.cookie}"}):
        session["typed"] = "something"
        with web.app.app_context():
            sessions.end_all(web.id_of(visitor.username))
            db.session.commit()
        answer = web.app.process_response(web.app.make_response("done"))
    assert "zhijian=;" in answer.headers["Set-Cookie"]
    assert rows(web) == 0


def test_a_forged_cookie_before_the_login_is_ignored(web: People) -> None:
    visitor = web.visitor()
    visitor.client.set_cookie("zhijian", "a.eyJsb2NhbGUiOiJlbiJ9.AAAAAA.forged")
    assert 'lang="zh-CN"' in visitor.get("/login/").text


def test_secure_cookies_and_hsts_under_https(make_app, sqlite_store) -> None:
    secure = People(make_app(sqlite_store(), https=True))
    visitor = secure.visitor()
    answer = visitor.get("/login/", base_url="https://zhijian.test")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers


def edit_form(web: People, username: str, roles: list[Role]) -> dict[str, object]:
    with web.app.app_context():
        manager = web.app.appbuilder.sm
        user = manager.find_user(username)
        return {
            "last_name": user.last_name,
            "first_name": user.first_name,
            "email": user.email,
            "court": user.court or "",
            "officer": user.officer or "",
            "roles": [str(manager.find_role(role.value).id) for role in roles],
        }


def roles_of(web: People, username: str) -> set[str]:
    with web.app.app_context():
        return {role.name for role in web.app.appbuilder.sm.find_user(username).roles}
