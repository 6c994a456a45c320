"""The SQL store of users, sessions and credentials: engine, migrations, readiness.

SQLite in WAL mode by default, PostgreSQL by DATABASE_URL. Only FAB's ``ab_*`` tables and our
``zj_*`` tables are in it; everything else is in the graph.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_appbuilder.models.sqla.base import SQLA
from flask_migrate import Migrate, upgrade
from sqlalchemy import event, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from app import roles
from config import ROOT, Settings
from graph.progress import Progress
from graph.text import Text

MIGRATIONS = ROOT / "migrations" / "sql"

_MIGRATING = 0x7A6A0001  # the key of our advisory lock

# What is changed is written at the commit and not before: the store of a page stays free for
# others, and the audit can still tell the old value from the new one.
db = SQLA(session_options={"autoflush": False})
migrations = Migrate()


def configure(app: Flask, settings: Settings) -> None:
    """Bind the store to the application. Opens no connection."""
    url = settings.sql_url
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(url)
    if url.startswith("sqlite"):
        settings.home.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    migrations.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _sqlite_manners)


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 10}}
    # a server or a proxy may have dropped a connection that waited in the pool
    return {"pool_pre_ping": True, "pool_recycle": 1800, "pool_size": 5, "max_overflow": 15}


def _sqlite_manners(connection: Any, _record: Any) -> None:
    """Readers beside one writer, waiting instead of failing, and foreign keys that hold."""
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=10000",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def pending(engine: Engine) -> list[str]:
    """The migrations that this version has and the store has not, oldest first."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    with engine.connect() as connection:
        applied = MigrationContext.configure(connection).get_current_heads()
    # walk_revisions goes from the newest down to, and without, what is applied
    base = applied[0] if applied else "base"
    waiting = [
        s.revision for s in scripts.walk_revisions(base, "heads") if s.revision not in applied
    ]
    return waiting[::-1]


def fault() -> str | None:
    """What keeps the store from serving, or None: no answer, or migrations to run."""
    try:
        waiting = pending(db.engine)
    except OperationalError as error:
        return f"no answer ({type(error.orig).__name__}): check DATABASE_URL"
    return f"migrations to run ({', '.join(waiting)}): zhijian migrate" if waiting else None


def migrate(app: Flask, progress: Progress) -> list[str]:
    """Bring the store up to this version: tables, roles, rights. Returns the migrations applied.

    Runs alone: a second one waits for the first. Running it again changes nothing.
    """
    with app.app_context(), _alone():
        progress.step(Text("迁移用户数据库", "Migrating the database of users"))
        waiting = pending(db.engine)
        if waiting:
            upgrade(directory=str(MIGRATIONS))
        progress.done(Text(f"应用了{len(waiting)}个迁移", f"{len(waiting)} migrations applied"))
        progress.step(Text("同步角色与权限", "Synchronising roles and rights"))
        changed = roles.synchronise(app.appbuilder)
        progress.done(Text(f"更改{changed}处", f"{changed} changes"))
        return waiting


@contextmanager
def _alone() -> Iterator[None]:
    """One migration at a time: an advisory lock on PostgreSQL, a lock file beside SQLite's."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _MIGRATING})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _MIGRATING})
    else:
        with Path(f"{db.engine.url.database}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # goes with the file's closing
            yield
