"""The SQL store: migrations fit the tables on both databases, run once, and roles follow."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_appbuilder import Model
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app import accounts, roles, sql
from app.sql import MIGRATIONS, db
from app.tables import ZhijianUser
from config import ROOT
from graph.progress import Progress
from graph.scope import Role
from tests.integration.conftest import database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store in which nothing is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    name = f"empty{abs(hash(request.node.nodeid))}"
    return database(request.getfixturevalue("postgres"), name)


def test_the_migrations_make_what_the_tables_declare(make_app, empty) -> None:
    app = make_app(empty)
    sql.migrate(app, Progress())
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Model.metadata) == []


def test_migrating_again_changes_nothing(make_app, empty) -> None:
    app = make_app(empty)
    assert sql.migrate(app, Progress()) == ["0001"]
    assert sql.migrate(app, Progress()) == []
    with app.app_context():
        assert roles.synchronise(app.appbuilder) == 0


def test_the_way_down_leads_back_up(make_app, empty) -> None:
    app = make_app(empty)
    sql.migrate(app, Progress())
    with app.app_context():
        downgrade(directory=str(MIGRATIONS), revision="base")
        left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        upgrade(directory=str(MIGRATIONS))
    assert left == set()


def test_several_migrations_at_once(make_app, empty) -> None:
    apps = [make_app(empty) for _ in range(3)]
    faults: list[BaseException] = []

    def run(app) -> None:
        try:
            sql.migrate(app, Progress())
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(app,)) for app in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_ready_says_that_migrations_are_missing(make_app, empty) -> None:
    app = make_app(empty)
    answer = app.test_client().get("/ready")
    assert answer.status_code == 503
    assert "0001" in answer.json["missing"]["sql"]
    sql.migrate(app, Progress())
    assert app.test_client().get("/ready").status_code == 200


def test_roles_have_the_rights_that_are_declared(make_app, any_sql) -> None:
    app = make_app(any_sql)
    from views import register

    with app.app_context():
        for role in Role:
            held = app.appbuilder.sm.find_role(role.value)
            assert accounts.rights([held.id]) == register.permissions()[role]


def test_a_right_that_no_view_offers_any_more_is_taken_back(make_app, any_sql) -> None:
    app = make_app(any_sql)
    with app.app_context():
        manager = app.appbuilder.sm
        stray = manager.add_permission_view_menu("can_delete", "UserView")
        manager.add_permission_role(manager.find_role("inspector"), stray)
        assert roles.synchronise(app.appbuilder) == 1
        assert ("can_delete", "UserView") not in accounts.rights(
            [manager.find_role("inspector").id]
        )


def test_declared_rights_that_nothing_offers_are_refused(make_app, any_sql, monkeypatch) -> None:
    app = make_app(any_sql)
    monkeypatch.setattr(
        "views.register.permissions", lambda: {Role.INSPECTOR: {("can_fly", "UserView")}}
    )
    with app.app_context(), pytest.raises(LookupError, match="can_fly"):
        roles.synchronise(app.appbuilder)


def test_the_first_accounts(make_app, any_sql, tmp_path) -> None:
    app = make_app(any_sql)
    made = accounts.ensure_accounts(app)
    assert {role for _, role, _ in made} == {role.value for role in Role}
    assert len({password for _, _, password in made}) == len(Role)
    kept = tmp_path / accounts.FIRST_PASSWORDS
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert accounts.ensure_accounts(app) == made
    with app.app_context():
        users = db.session.query(ZhijianUser).all()
        assert all(user.must_change_password for user in users)
        assert not any(password in user.password for user in users for _, _, password in made)


def test_a_changed_first_password_is_forgotten(make_app, any_sql, tmp_path) -> None:
    app = make_app(any_sql)
    (name, _, first), *others = accounts.ensure_accounts(app)
    with app.test_request_context():
        user = app.appbuilder.sm.find_user(name)
        accounts.change_own_password(user, first, "my-own-long-word-5")
    assert accounts.ensure_accounts(app) == others
    assert first not in (tmp_path / accounts.FIRST_PASSWORDS).read_text(encoding="utf-8")


def test_first_accounts_go_on_where_they_were_cut(make_app, any_sql, monkeypatch) -> None:
    app = make_app(any_sql)
    whole = accounts._first_account
    calls = iter([whole, whole])

    def cut(account: dict[str, str]) -> None:
        next(calls)(account)

    monkeypatch.setattr(accounts, "_first_account", cut)
    with pytest.raises(StopIteration):
        accounts.ensure_accounts(app)
    monkeypatch.setattr(accounts, "_first_account", whole)
    assert {role for _, role, _ in accounts.ensure_accounts(app)} == {r.value for r in Role}


def test_users_of_before_keep_first_accounts_away(make_app, any_sql, tmp_path) -> None:
    app = make_app(any_sql)
    accounts.ensure_accounts(app)
    (tmp_path / accounts.FIRST_PASSWORDS).unlink()
    assert accounts.ensure_accounts(app) == []


def test_sqlite_is_set_up_for_readers_beside_a_writer(app) -> None:
    with app.app_context(), db.engine.connect() as connection:
        said = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert said == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10000}


def test_several_first_starts_at_once(make_app, sqlite_store) -> None:
    """Workers that start together change nothing, so they can't race."""
    url = sqlite_store()
    started = [make_app(url) for _ in range(4)]
    assert all(app.test_client().get("/health").status_code == 200 for app in started)


def test_the_alembic_command_line_finds_nothing_to_do(make_app, any_sql, tmp_path, graph) -> None:
    """``flask db check`` is clean."""
    make_app(any_sql)
    where = graph.connection
    run = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app.factory", "db", "check", "-d", MIGRATIONS],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": any_sql,
            "ZHIJIAN_HOME": str(tmp_path),
            "NEO4J_URI": where.uri,
            "NEO4J_USER": where.user,
            "NEO4J_PASSWORD": where.password,
        },
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
