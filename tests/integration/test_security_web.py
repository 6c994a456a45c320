"""Headers, errors, forged requests, and that every address is closed, by walking the routes."""

from __future__ import annotations

import re

import pytest
from flask import Flask, flash
from flask_babel import lazy_gettext
from werkzeug.routing import AnyConverter, IntegerConverter, MapAdapter, Rule

from app.guards import OPEN
from app.headers import POLICY
from graph.errors import Conflict, Invalid
from graph.scope import Role
from graph.text import Text
from tests.integration.people import PASSWORD, People, Visitor

PROBLEM = "application/problem+json"
FILLED = {"locale": "en", "filename": "nothing.css"}


def addresses(app: Flask) -> list[tuple[Rule, str]]:
    """Every rule with an address that fits it."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        return [(rule, _fitting(adapter, rule)) for rule in app.url_map.iter_rules()]


def _fitting(adapter: MapAdapter, rule: Rule) -> str:
    values = {name: _value(rule, name) for name in rule.arguments}
    return adapter.build(rule.endpoint, values, method=next(iter(rule.methods - {"OPTIONS"})))


def _value(rule: Rule, name: str) -> object:
    """Something that the rule's converter takes."""
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else FILLED.get(name, "1")


def policy(header: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


# --- headers


def test_every_answer_has_the_headers(people: People) -> None:
    visitor = people.inside(*Role)
    for rule, path in addresses(people.app):
        for method in sorted(rule.methods & {"GET", "POST"}):
            answer = visitor.client.open(path, method=method)
            said = policy(answer.headers["Content-Security-Policy"])
            assert said.keys() == POLICY.keys(), path
            assert "unsafe" not in said["script-src"] + said["style-src"] + said["default-src"]
            assert said["frame-ancestors"] == "'none'"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert "Strict-Transport-Security" not in answer.headers
            assert answer.headers["X-Request-ID"]
            if path == "/logout/":
                visitor.log_in(visitor.username)


def test_a_nonce_serves_one_answer_and_is_on_each_script(people: People) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    nonces = []
    for path in ("/users/list/", "/users/list/", "/users/add", "/no-such-page"):
        answer = visitor.get(path)
        said = policy(answer.headers["Content-Security-Policy"])["script-src"]
        nonce = re.search(r"'nonce-([^']+)'", said).group(1)
        nonces.append(nonce)
        for tag in re.findall(r"<(?:script|style)\b[^>]*>", answer.text):
            data = 'type="application/json"' in tag
            assert data or f'nonce="{nonce}"' in tag, (path, tag)
        assert not re.search(r"<[a-z]+[^>]*\son[a-z]+=", answer.text), path
    assert len(set(nonces)) == len(nonces)


def test_no_page_names_another_host(people: People) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    for path in ("/login/", "/users/list/", "/users/add", "/users/show/1", "/roles/list/", "/none"):
        page = visitor.get(path).text
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page), path


def test_pages_are_not_kept_by_caches(people: People) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    assert "no-store" in visitor.get("/users/list/").headers["Cache-Control"]


# --- who gets in


def test_every_address_is_closed_unless_named(people: People) -> None:
    client = people.app.test_client()
    for rule, path in addresses(people.app):
        if rule.endpoint in OPEN:
            continue
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            answer = client.open(path, method=method)
            if path.startswith("/api/"):
                assert answer.status_code == 401, (method, path)
            elif answer.status_code == 405:  # what changes things isn't there on GET at all
                assert method == "GET", path
            elif answer.status_code != 400 or method == "GET":
                assert answer.status_code == 302, (method, path)
                assert answer.headers["Location"].startswith("/login/"), (method, path)


def test_a_slash_too_many_leads_to_the_address_without_it(people: People) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    found = visitor.get("/explore/?at=case:1&by=HAS_ACT")
    assert (found.status_code, found.headers["Location"]) == (308, "/explore?at=case:1&by=HAS_ACT")
    assert visitor.get("/nowhere/").status_code == 404


def test_the_open_addresses_exist(people: People) -> None:
    assert {rule.endpoint for rule in people.app.url_map.iter_rules()} >= OPEN


def test_after_the_login_one_is_where_one_wanted_to_be(people: People) -> None:
    visitor = people.visitor()
    answer = visitor.get("/users/list/?page_UserView=0")
    assert answer.headers["Location"] == "/login/?next=/users/list/?page_UserView%3D0"
    name = people.user(Role.ADMINISTRATOR)
    visitor.get("/login/?next=/users/list/")
    answer = visitor.post("/login/?next=/users/list/", {"username": name, "password": PASSWORD})
    assert answer.headers["Location"] == "/users/list/"


@pytest.mark.parametrize("address", ["https://evil.test/", "//evil.test/", "javascript:alert(1)"])
def test_a_login_leads_to_no_other_site(people: People, address: str) -> None:
    visitor, name = people.visitor(), people.user(Role.INSPECTOR)
    visitor.get("/login/")
    answer = visitor.post(
        "/login/", {"username": name, "password": PASSWORD}, query_string={"next": address}
    )
    assert answer.headers["Location"] == "/"


# --- requests that another site made


def test_no_change_without_our_token(people: People) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    pk = people.id_of(people.user(Role.INSPECTOR))
    for rule, path in addresses(people.app):
        if "POST" not in rule.methods or rule.endpoint.startswith("TokenApi"):
            continue
        path = path.replace("/1/", f"/{pk}/")
        answer = visitor.client.post(path, headers={"Accept": "application/json"})
        assert answer.status_code in (400, 403, 405), path
    assert visitor.is_in
    assert people.stored(visitor.username, "theme") is None


def test_a_login_needs_our_token_too(people: People) -> None:
    answer = people.app.test_client().post(
        "/login/", data={"username": people.user(), "password": PASSWORD}
    )
    assert answer.status_code == 400
    assert "页面已过期或来自其他网站" in answer.text


def test_a_token_of_another_session_does_not_serve(people: People) -> None:
    one, other = people.inside(Role.ADMINISTRATOR), people.inside(Role.ADMINISTRATOR)
    answer = one.client.post("/users/theme", data={"csrf_token": other.token, "theme": "dark"})
    assert answer.status_code == 400


# --- errors


@pytest.fixture
def faulty(people: People) -> Visitor:
    """Somebody logged in, before an application with faults of all kinds."""

    def boom() -> str:
        raise RuntimeError("the secret inside")

    def conflict() -> str:
        raise Conflict(who="李四", when="10:00")

    def invalid() -> str:
        raise Invalid({"name": Text("姓名必填", "A name is needed")})

    for name, view in (("boom", boom), ("conflict", conflict), ("invalid", invalid)):
        people.app.add_url_rule(f"/{name}", name, view)
        people.app.add_url_rule(f"/api/v1/{name}", f"api_{name}", view)
    return people.inside(Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("path", "status", "zh", "en"),
    [
        ("/no-such-page", 404, "没有这个页面", "There is no such page"),
        ("/users/theme", 405, "不接受此操作（GET）", "take this operation (GET)"),
        ("/conflict", 409, "李四已于10:00修改了", "李四 changed this record at 10:00"),
        ("/invalid", 422, "有1处需要改正：姓名必填", "1 things need correcting: A name"),
        ("/boom", 500, "系统出错，已记录，编号", "Something went wrong and was logged under"),
    ],
)
def test_errors_as_pages_and_as_problems(
    faulty: Visitor, path: str, status: int, zh: str, en: str
) -> None:
    faulty.app.config["PROPAGATE_EXCEPTIONS"] = False
    page = faulty.get(path)
    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert zh in page.text
    assert "Traceback" not in page.text
    assert "the secret inside" not in page.text
    asked = faulty.client.get(path, headers={"Accept": "application/json"})
    assert (asked.status_code, asked.mimetype) == (status, PROBLEM)
    assert zh in asked.json["detail"]
    assert asked.json["status"] == status
    assert asked.json["request"] == asked.headers["X-Request-ID"]
    english = faulty.client.get(path + "?_l_=en", headers={"Accept": "application/json"})
    assert en in english.json["detail"]
    assert len(english.headers["X-Request-ID"]) == 12


def test_the_log_has_the_number_that_the_page_gives(faulty: Visitor, caplog) -> None:
    answer = faulty.get("/boom")
    assert answer.headers["X-Request-ID"] in answer.text
    assert answer.headers["X-Request-ID"] in caplog.text


def test_faults_name_their_fields_to_programs(faulty: Visitor) -> None:
    answer = faulty.client.get("/api/v1/invalid")
    assert answer.json["errors"] == {"name": "姓名必填"}


def test_a_body_over_the_limit(people: People) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    people.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = visitor.post("/users/theme", {"theme": "x" * 2000})
    assert answer.status_code == 413
    assert "超过上限" in answer.text


@pytest.mark.parametrize(
    "arguments",
    [
        "page_UserView=abc", "page_UserView=-1", "psize_UserView=999999999",
        "_oc_UserView=password&_od_UserView=asc", "_flt_9_active=1",
    ],
)  # fmt: skip
def test_list_addresses_that_make_no_sense(people: People, arguments: str) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    assert visitor.get(f"/users/list/?{arguments}").status_code == 400


def test_a_lost_sql_store_has_a_sentence(people: People) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    from sqlalchemy import text

    from app.sql import db

    with people.app.app_context():
        db.session.execute(text("DROP TABLE zj_session"))
        db.session.commit()
    answer = visitor.get("/users/list/")
    assert answer.status_code == 503
    assert "用户数据库没有应答" in answer.text
    assert "zj_session" not in answer.text


def test_lazy_phrases_survive_the_session(people: People) -> None:
    """Flask-Session's own encoder would answer 500 after the change was made."""
    people.app.add_url_rule("/flashes", "flashes", lambda: flash(lazy_gettext("角色")) or "done")
    visitor = people.inside(Role.ADMINISTRATOR)
    assert visitor.get("/flashes").status_code == 200
    assert "角色" in visitor.get("/users/list/").text


# --- readiness and figures


def test_metrics_name_nobody(people: People) -> None:
    visitor = people.inside(Role.ADMINISTRATOR)
    visitor.get(f"/users/show/{people.id_of(visitor.username)}")
    said = people.app.test_client().get("/metrics")
    assert said.content_type.startswith("text/plain; version=0.0.4")
    assert 'view="UserView.show"' in said.text
    assert visitor.username not in said.text
    assert "/users/" not in said.text


def test_health_asks_nobody(people: People) -> None:
    assert people.app.test_client().get("/health").json == {"status": "ok"}


def test_ready(people: People) -> None:
    assert people.app.test_client().get("/ready").json == {"status": "ready", "missing": {}}


def test_behind_a_proxy_the_address_is_the_visitors(make_app, sqlite_store) -> None:
    app = make_app(sqlite_store(), proxies=1)
    from flask import request

    app.add_url_rule("/whence", "health.whence", lambda: request.remote_addr)
    import app.guards as guards

    open_before = set(guards.OPEN)
    guards.OPEN.add("health.whence")
    try:
        answer = app.test_client().get("/whence", headers={"X-Forwarded-For": "6.6.6.6, 10.9.8.7"})
    finally:
        guards.OPEN.intersection_update(open_before)
    assert answer.text == "10.9.8.7"
