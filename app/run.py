"""`make run`: everything that the product needs, started in order, watched, and stopped again.

One supervisor a ZHIJIAN_HOME. It starts what isn't there and, at the end, stops what it started
and nothing else: a Neo4j that was running before goes on running. The web server has a process
group of its own, so a Ctrl-C reaches the supervisor alone and the order of the end is its own.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from app.sweeps import Sweeps
from config import Settings
from graph.errors import AlreadyRunning, NotReady, PortTaken, WebServerDied, ZhijianError
from graph.migrate import migrate
from graph.progress import Progress
from graph.server import LocalServer, connect, local_server, process
from graph.server.folder import port_is_free, tail
from graph.server.sizes import require_space
from graph.session import Connection, Graph
from graph.text import Text

if TYPE_CHECKING:
    from flask import Flask

READY_SECONDS = 120
WEB_STOP_SECONDS = 30
LOOK_SECONDS = 1.0
LAST_LINES = 8

Accounts = list[tuple[str, str, str]]


class Stopped(Exception):
    """Somebody asked the supervisor to end."""


class Supervisor:
    """Brings the product up for these settings and keeps an eye on it."""

    def __init__(self, settings: Settings, progress: Progress) -> None:
        self.settings = settings
        self.progress = progress
        self.home = settings.home
        self.log = self.home / "logs" / "web.log"
        self.web_pid = self.home / "web.pid"
        self.server: LocalServer | None = None
        self._web: subprocess.Popen[bytes] | None = None
        self._sweeps: Sweeps | None = None
        self._end = threading.Event()

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the product."""
        return f"http://{_bracketed(_reachable(self.settings.host))}:{self.settings.port}"

    @contextmanager
    def up(self) -> Iterator[Accounts]:
        """Start everything; inside, it is ready; at the end, stop what was started.

        Gives the accounts whose first password hasn't been changed: (name, role, password).
        """
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.log.parent.mkdir(exist_ok=True)
        require_space(self.home, LocalServer.space_needed)
        with self._alone(), self._signals():
            try:
                self._require_port()
                connection = self._start_graph()
                accounts = self._prepare(connection)
                self._start_web()
                _warm(connection)
                self._sweeps = Sweeps(Graph(connection), self.home / "logs" / "duties.log")
                yield accounts
            finally:
                self._stop()

    def watch(self, tell: Progress) -> None:
        """Stay until asked to end; say so when Neo4j dies and when it is back.

        Raises WebServerDied where the web server ends by itself.
        """
        well = True
        while not self._end.wait(LOOK_SECONDS):
            if self._sweeps is not None:
                self._sweeps.look(time.monotonic())
            if self._web is not None and self._web.poll() is not None:
                raise self._web_died()
            if self.server is None:
                continue
            running = self.server.status().running
            if well and not running:
                _tell(tell, self.server.cause_of_death())
            elif running and not well:
                tell.done(Text("Neo4j 已恢复", "Neo4j is back"))
            well = running

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only supervisor of this home; the lock goes with the process."""
        with (self.home / "run.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                pid, _, url = lock.read().partition(" ")
                raise AlreadyRunning(pid=pid, url=url, home=self.home) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()} {self.url}")
            lock.flush()
            yield

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Ctrl-C and SIGTERM end the run in order; a second one doesn't cut the end short."""
        before = {s: signal.signal(s, self._asked) for s in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _asked(self, _signal: int, _frame: FrameType | None) -> None:
        first = not self._end.is_set()
        self._end.set()
        if first and self._web is None:
            raise Stopped  # in the middle of starting: leave at once, what runs is stopped

    def _require_port(self) -> None:
        host, port = self.settings.host, self.settings.port
        self._end_orphan()
        if not port_is_free(host, port):
            other = next(p for p in range(port + 1, 65536) if port_is_free(host, p))
            raise PortTaken(host=host, port=port, other=other)

    def _end_orphan(self) -> None:
        """End the web server of a supervisor that was killed: nobody else will."""
        with suppress(OSError, ValueError):
            pid = int(self.web_pid.read_text(encoding="ascii"))
            if self._is_web(pid):
                self.progress.step(
                    Text("停止上次遗留的网页服务", "Stopping a web server left behind")
                )
                process.end(pid, lambda: self._is_web(pid), WEB_STOP_SECONDS)
                self.progress.done()
            self.web_pid.unlink()

    def _is_web(self, pid: int) -> bool:
        return str(self.web_pid) in (process.command_line(pid) or "")

    def _start_graph(self) -> Connection:
        if not self.settings.local_graph:
            connection = connect(self.settings)
            Graph(connection).ping()
            return connection
        server = local_server(self.settings)
        found_running = server.status().running
        if not found_running:
            self.server = server
        connection = server.start(self.progress)
        if found_running:
            self.progress.done(
                Text(f"Neo4j 已在运行：{connection.uri}", f"Neo4j runs already: {connection.uri}")
            )
        return connection

    def _prepare(self, connection: Connection) -> Accounts:
        """Migrations, demonstration, accounts (some are of its courts): all of it does nothing the
        second time."""
        from app.accounts import ensure_accounts

        app = prepare_stores(self.settings, connection, self.progress)
        load_first_records(self.settings, Graph(connection), self.progress)
        self._roll_up(connection)
        return ensure_accounts(app)

    def _roll_up(self, connection: Connection) -> None:
        """Totals and recurrences of records that an earlier version wrote without them."""
        from app.cli.rollup import rebuilt
        from graph import tallies

        graph = Graph(connection)
        if tallies.lacking(graph):
            self.progress.step(Text("计算统计数和复发关系", "Working out totals and recurrences"))
            rebuilt(graph, self.settings.home / "rollup.json", self.progress)
            self.progress.done()
        graph.close()

    def _start_web(self) -> None:
        self.progress.step(Text("启动网页服务", "Starting the web server"))
        with self.log.open("wb") as log:
            web = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve", "--pid-file", str(self.web_pid)],
                cwd=Path(__file__).parent.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._web = web
        missing = "—"

        def settled() -> bool:
            nonlocal missing
            if self._end.is_set() or web.poll() is not None:
                return True
            missing = missing_at(self.settings.host, self.settings.port)
            return not missing

        in_time = process.wait_until(settled, READY_SECONDS)
        if self._end.is_set():
            raise Stopped
        if web.poll() is not None:
            raise self._web_died()
        if not in_time:
            raise NotReady(seconds=READY_SECONDS, missing=missing, log=self.log)
        self.progress.done()

    def _web_died(self) -> WebServerDied:
        code = self._web.returncode if self._web else "—"
        lines = "\n".join(tail(self.log)[-LAST_LINES:]) or "—"
        return WebServerDied(code=code, log=self.log, lines=lines)

    def _stop(self) -> None:
        self._end.set()
        if self._sweeps is not None:
            self._sweeps.end(WEB_STOP_SECONDS)
        if self._web is not None and self._web.poll() is None:
            self.progress.step(Text("停止网页服务", "Stopping the web server"))
            web = self._web
            process.end(web.pid, lambda: web.poll() is None, WEB_STOP_SECONDS)
            self.progress.done()
        self.web_pid.unlink(missing_ok=True)
        if self.server is not None:
            self.server.stop(self.progress)


def prepare_stores(settings: Settings, connection: Connection, progress: Progress) -> Flask:
    """Migrate both stores; return the application that was needed for it."""
    migrate(connection, progress)
    from app import sql
    from app.factory import create_app
    from graph.duties import sync

    graph = Graph(connection)
    sync.rules(graph)
    app = create_app(settings, graph)
    sql.migrate(app, progress)
    return app


def load_first_records(settings: Settings, graph: Graph, progress: Progress) -> None:
    """Load the demonstration province into an empty graph, or go on with a load cut short."""
    from graph.operations.demonstration import begun, is_empty, load_demonstration

    if begun(graph) or (settings.demo_cases and is_empty(graph)):
        load_demonstration(graph, progress, settings.demo_cases)


def _warm(connection: Connection) -> None:
    """Have the graph server plan, beside everything else, what every write asks."""
    from graph.duties.questions import warm

    def work() -> None:
        graph = Graph(connection)
        with suppress(ZhijianError), graph.reading(seconds=0) as tx:
            warm(tx)
        graph.close()

    threading.Thread(target=work, name="warm", daemon=True).start()


def missing_at(host: str, port: int) -> str:
    """What /ready says is missing; "" when it is ready."""
    asked = http.client.HTTPConnection(_reachable(host), port, timeout=10)
    try:
        asked.request("GET", "/ready", headers={"Accept": "application/json"})
        answer = asked.getresponse()
        told = answer.read()
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        asked.close()
    if answer.status == http.client.OK:
        return ""
    with suppress(ValueError, AttributeError):
        return "; ".join(f"{k}: {v}" for k, v in json.loads(told)["missing"].items())
    return f"HTTP {answer.status}"


def _reachable(host: str) -> str:
    """An address to reach a server by that listens on every address of the machine."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _tell(tell: Progress, error: ZhijianError) -> None:
    tell.done(error.text)
