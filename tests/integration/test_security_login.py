"""Coming in: passwords, the lock, tokens; each on both stores, each in the audit."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import update

from app import login, passwords
from app.sql import db
from app.tables import LoginAttempt, utcnow
from graph.scope import Role
from graph.session import Connection, Graph
from tests.integration.audited import events
from tests.integration.people import PASSWORD, People, Visitor

WRONG = "wrong-password-123"
NEW = "another-staple-entirely-9"


def fail(visitor: Visitor, username: str, times: int) -> list[int]:
    return [visitor.log_in(username, WRONG).status_code for _ in range(times)]


def token(web: People, username: str, password: str = PASSWORD, **more: object):
    return web.app.test_client().post(
        "/api/v1/security/login",
        json={"username": username, "password": password, "provider": "db", **more},
    )


def ask(web: People, bearer: str) -> int:
    """The status of an API call with a token: 404 is what somebody known gets here."""
    headers = {"Authorization": f"Bearer {bearer}"}
    return web.app.test_client().get("/api/v1/probe", headers=headers).status_code


@pytest.fixture
def probed(web: People) -> People:
    """The application with one API address of the tests' own."""
    web.app.add_url_rule("/api/v1/probe", "probe", lambda: {"ok": True})
    return web


def test_the_right_password_comes_in_and_is_audited(web: People, graph: Graph) -> None:
    visitor = web.inside(Role.INSPECTOR)
    visitor.post("/logout/")
    assert events(graph, visitor.username) == ["login:succeeded", "login:ended"]


def test_names_are_the_same_in_any_case(web: People) -> None:
    name = web.user(Role.INSPECTOR, username="Wang.Wei")
    assert web.visitor().log_in(name.upper()).status_code == 302


def test_unknown_wrong_and_disabled_get_one_answer(web: People) -> None:
    known = web.user(Role.INSPECTOR)
    disabled = web.user(Role.INSPECTOR, active=False)
    visitor = web.visitor()
    said = []
    for name, password in (("nobody-here", WRONG), (known, WRONG), (disabled, PASSWORD)):
        answer = visitor.log_in(name, password)
        assert answer.status_code == 401
        said.append("用户名或密码不正确，或账号已停用" in answer.text)
    assert said == [True] * 3


def test_unknown_and_known_names_cost_one_hash_each(web: People, monkeypatch) -> None:
    compared: list[str] = []
    real = passwords.check_password_hash
    monkeypatch.setattr(
        passwords, "check_password_hash", lambda h, p: compared.append(h[:15]) or real(h, p)
    )
    web.visitor().log_in(web.user(password=passwords.hashed(PASSWORD)), WRONG)
    web.visitor().log_in("nobody-here", WRONG)
    assert compared == ["scrypt:32768:8:"] * 2


@pytest.mark.parametrize("exists", [True, False])
def test_the_lock_after_failures(web: People, exists: bool) -> None:
    name = web.user(Role.INSPECTOR) if exists else "nobody-here"
    visitor = web.visitor()
    assert fail(visitor, name, login.BY_NAME) == [401] * login.BY_NAME
    answer = visitor.log_in(name, PASSWORD)
    assert answer.status_code == 429
    assert "已暂时锁定" in answer.text


def test_the_lock_ends_by_itself_and_attempts_do_not_prolong_it(web: People) -> None:
    name = web.user(Role.INSPECTOR)
    visitor = web.visitor()
    fail(visitor, name, login.BY_NAME)
    with web.app.app_context():
        db.session.execute(update(LoginAttempt).values(at=utcnow() - timedelta(minutes=14)))
        db.session.commit()
    assert fail(visitor, name, 3) == [429] * 3
    with web.app.app_context():
        db.session.execute(update(LoginAttempt).values(at=utcnow() - login.WINDOW))
        db.session.commit()
    assert visitor.log_in(name).status_code == 302


def test_a_success_takes_the_count_back(web: People) -> None:
    name = web.user(Role.INSPECTOR)
    for _ in range(3):
        visitor = web.visitor()
        assert fail(visitor, name, login.BY_NAME - 1) == [401] * (login.BY_NAME - 1)
        assert visitor.log_in(name).status_code == 302


def test_an_address_is_locked_too(web: People, monkeypatch) -> None:
    monkeypatch.setattr(login, "BY_ADDRESS", 6)
    visitor = web.visitor()
    for number in range(6):
        assert visitor.log_in(f"guess-{number}", WRONG).status_code == 401
    name = web.user(Role.INSPECTOR)
    assert visitor.log_in(name).status_code == 429
    elsewhere = {"REMOTE_ADDR": "10.1.2.3"}
    assert web.visitor().log_in(name, environ_overrides=elsewhere).status_code == 302


def test_a_success_does_not_reset_the_address(web: People, monkeypatch) -> None:
    monkeypatch.setattr(login, "BY_ADDRESS", 6)
    name = web.user(Role.INSPECTOR)
    for number in range(5):
        web.visitor().log_in(f"guess-{number}", WRONG)
        assert web.visitor().log_in(name).status_code == 302
    assert web.visitor().log_in("guess-x", WRONG).status_code == 401
    assert web.visitor().log_in("guess-y", WRONG).status_code == 429


def test_an_administrator_unlocks(web: People, graph: Graph) -> None:
    name = web.user(Role.INSPECTOR)
    fail(web.visitor(), name, login.BY_NAME)
    admin = web.inside(Role.ADMINISTRATOR)
    page = admin.get(f"/users/show/{web.id_of(name)}")
    assert "已暂时锁定" in page.text
    admin.post(f"/users/{web.id_of(name)}/unlock")
    assert web.visitor().log_in(name).status_code == 302
    assert "user_change:done" in events(graph, name)


def test_failures_are_audited_without_what_was_typed(web: People, graph: Graph) -> None:
    name = web.user(Role.INSPECTOR)
    fail(web.visitor(), name, login.BY_NAME + 1)
    assert events(graph, name) == ["login:failed"] * login.BY_NAME + ["login:locked"]
    typed = "My-Real-Password-77"
    web.visitor().log_in(typed, WRONG)
    with graph.reading() as tx:
        held = tx.run(
            "MATCH (e:AuditEvent) WHERE e.actor = 'unknown' "
            "RETURN count(e) AS n, any(x IN collect(e.detail) WHERE x CONTAINS $typed) AS shown",
            typed=typed,
        )[0]
    assert held["n"] > 0
    assert not held["shown"]


def test_no_password_in_any_log(web: People, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = web.inside(Role.INSPECTOR)
    visitor.log_in(visitor.username, WRONG)
    visitor.get("/resetmypassword/form")
    visitor.post("/resetmypassword/form", {"old": PASSWORD, "password": NEW, "again": NEW})
    token(web, visitor.username, WRONG)
    for secret in (PASSWORD, WRONG, NEW):
        assert secret not in caplog.text


# --- the password that was given


@pytest.mark.parametrize("path", ["/", "/users/list/", "/users/userinfo/", "/back"])
def test_a_given_password_leads_to_its_change_only(web: People, path: str) -> None:
    visitor = web.visitor()
    name = web.user(Role.ADMINISTRATOR, must_change_password=True)
    visitor.log_in(name)
    answer = visitor.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/resetmypassword/form")


def test_after_the_change_everything_is_open(web: People) -> None:
    visitor = web.visitor()
    name = web.user(Role.ADMINISTRATOR, must_change_password=True)
    visitor.log_in(name)
    visitor.get("/resetmypassword/form")
    visitor.post("/resetmypassword/form", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert visitor.get("/users/list/").status_code == 200
    assert web.visitor().log_in(name, PASSWORD).status_code == 401
    assert web.visitor().log_in(name, NEW).status_code == 302


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short-1", "密码至少12个字符，当前7个。"),
        ("x" * 129, "密码最多128个字符。"),
        ("aaaaaaaaaaaaaa", "密码至少包含5种不同的字符。"),
        (PASSWORD, "新密码不能与当前密码相同。"),
        ("my-wang.wei-password", "密码不能包含用户名。"),
    ],
)
def test_passwords_that_are_refused(people: People, new: str, said: str) -> None:
    visitor = people.inside(Role.INSPECTOR, username="wang.wei")
    visitor.get("/resetmypassword/form")
    answer = visitor.post("/resetmypassword/form", {"old": PASSWORD, "password": new, "again": new})
    assert answer.status_code == 422
    assert said in answer.text
    assert people.visitor().log_in("wang.wei").status_code == 302


def test_the_present_password_is_asked_for(people: People) -> None:
    visitor = people.inside(Role.INSPECTOR)
    visitor.get("/resetmypassword/form")
    answer = visitor.post("/resetmypassword/form", {"old": WRONG, "password": NEW, "again": NEW})
    assert "当前密码不正确。" in answer.text
    answer = visitor.post(
        "/resetmypassword/form", {"old": PASSWORD, "password": NEW, "again": NEW + "x"}
    )
    assert "两次输入的新密码不一致。" in answer.text


# --- tokens


def test_a_token_opens_the_api(probed: People) -> None:
    name = probed.user(Role.INSPECTOR)
    given = token(probed, name, refresh=True)
    assert given.status_code == 200
    assert ask(probed, given.json["access_token"]) == 200
    assert "Set-Cookie" not in given.headers
    again = probed.app.test_client().post(
        "/api/v1/security/refresh",
        headers={"Authorization": f"Bearer {given.json['refresh_token']}"},
    )
    assert ask(probed, again.json["access_token"]) == 200


@pytest.mark.parametrize("bearer", ["", "nonsense", "a.b.c"])
def test_the_api_is_closed_without_one(probed: People, bearer: str) -> None:
    assert ask(probed, bearer) == 401
    answer = probed.app.test_client().get("/api/v1/probe")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


def test_tokens_respect_lock_given_password_and_disablement(web: People) -> None:
    locked = web.user(Role.INSPECTOR)
    assert [token(web, locked, WRONG).status_code for _ in range(login.BY_NAME)] == [401] * 5
    assert token(web, locked).status_code == 429
    given = token(web, web.user(Role.INSPECTOR, must_change_password=True))
    assert (given.status_code, given.json["title"]) == (403, "PasswordChangeNeeded")
    assert token(web, web.user(Role.INSPECTOR, active=False)).status_code == 401


@pytest.mark.parametrize("what", ["disable", "end", "reset"])
def test_tokens_given_before_are_refused_after(probed: People, what: str) -> None:
    name, admin = probed.user(Role.INSPECTOR), probed.inside(Role.ADMINISTRATOR)
    held = token(probed, name, refresh=True).json
    admin.get(f"/users/show/{probed.id_of(name)}")
    admin.post(f"/users/{probed.id_of(name)}/{what}")
    assert ask(probed, held["access_token"]) == 401
    refreshed = probed.app.test_client().post(
        "/api/v1/security/refresh",
        headers={"Authorization": f"Bearer {held['refresh_token']}"},
    )
    assert refreshed.status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"username": 1, "password": "x"}', b"{}"])
def test_a_login_that_is_no_login(people: People, body: bytes) -> None:
    answer = people.app.test_client().post(
        "/api/v1/security/login", data=body, content_type="application/json"
    )
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


# --- when the graph is down


def test_without_the_audit_nobody_comes_in_right_or_wrong(make_app, any_sql) -> None:
    web = People(make_app(any_sql, Graph(Connection("bolt://127.0.0.1:9", "neo4j", "x"))))
    name = web.user(Role.INSPECTOR)
    for password in (PASSWORD, WRONG):
        answer = web.visitor().log_in(name, password)
        assert answer.status_code == 503
        assert "审计记录暂时无法写入" in answer.text
        assert token(web, name, password).status_code == 503
    ready = web.app.test_client().get("/ready")
    assert (ready.status_code, list(ready.json["missing"])) == (503, ["graph"])
    assert web.app.test_client().get("/health").status_code == 200
