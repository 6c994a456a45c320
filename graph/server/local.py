"""The local Neo4j: started where nobody gave NEO4J_URI, stopped by whoever started it.

It is the real server (Community 5.26) on the JRE of the wheel, listening for Bolt on 127.0.0.1
only, with a generated password. It runs in a session of its own: a Ctrl-C meant for the web
server does not reach it, ``stop`` does.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graph.errors import (
    NoJava,
    PasswordLost,
    ServerDied,
    ServerError,
    ServerNotRunning,
    ServerSilent,
    StoreInUse,
)
from graph.progress import Progress
from graph.server import bolt, java, process, sizes
from graph.server.folder import FIRST_CHOICE, ServerFolder, held
from graph.server.jars import NEO4J, JarCache
from graph.session import Connection
from graph.text import Text

MAIN = "org.neo4j.server.CommunityEntryPoint"
ADMIN_TOOL = "org.neo4j.cli.AdminTool"
USER = "neo4j"
PORTS_TRIED = 3
"""Another program may take the port between our look and Neo4j's start."""

JVM_OPTIONS = (
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djdk.nio.maxCachedBufferSize=1024",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
)

QUICK_START = ("-XX:TieredStopAtLevel=1",)
"""JVM options for a short life: half the work to start, but never the fastest code. For tests."""

SETTINGS = """\
# Written anew at every start: changes here are lost.
server.http.enabled=false
server.https.enabled=false
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
dbms.usage_report.enabled=false
internal.server.bolt.thread_pool_shutdown_wait_time=1s
internal.server.bolt.connection_shutdown_wait_time=1s
server.memory.pagecache.size={pagecache}
db.tx_log.preallocate=false
# Statements carry names and addresses of people: they are kept out of the logs.
db.logs.query.enabled=OFF
# Fifty types by role and level of court are some thousands of statements, each planned once.
server.memory.query_cache.per_db_cache_num_entries=8000
"""

STEADY_PLANS = """\
dbms.cypher.min_replan_interval=1d
dbms.cypher.statistics_divergence_threshold=1.0
"""
"""Settings for graphs that grow from nothing: no statement is planned again as they do. For tests,
whose lists name their index anyway."""


class State(StrEnum):
    """What there is of the server."""

    RUNNING = "running"
    STOPPED = "stopped"
    DIED = "died"
    STALE = "stale"


SAID = {
    State.RUNNING: Text("正在运行", "running"),
    State.STOPPED: Text("已停止", "stopped"),
    State.DIED: Text(
        "意外退出：下次启动时自动恢复数据",
        "ended unexpectedly: the next start recovers its data",
    ),
    State.STALE: Text(
        "已停止（进程号已被其他程序使用，下次启动时清理）",
        "stopped (its process id belongs to another program by now; the next start clears it)",
    ),
}


@dataclass(frozen=True)
class ServerStatus:
    """What is known of the server without asking it anything but whether it answers."""

    state: State
    home: Path
    pid: int | None = None
    uri: str | None = None
    answers: bool = False
    last_words: str = ""

    @property
    def running(self) -> bool:
        """Whether the process is there; it may still be starting."""
        return self.state is State.RUNNING

    @property
    def text(self) -> Text:
        """The state for people."""
        return SAID[self.state]


class LocalServer:
    """One local Neo4j with its data below ``home``.

    ``heap`` and ``pagecache`` ("512m") follow the machine's memory where they are not given;
    ``jars`` is the user's shared cache where it is not given; ``options`` go to the JVM,
    ``settings`` are further lines of neo4j.conf. ``port`` is taken where it is free and no other
    was used before; with 0 the system chooses one.
    """

    space_needed = sizes.START_NEEDS

    def __init__(
        self,
        home: Path,
        *,
        heap: str | None = None,
        pagecache: str | None = None,
        jars: JarCache | None = None,
        options: Sequence[str] = (),
        settings: str = "",
        port: int = FIRST_CHOICE,
    ) -> None:
        memory = sizes.machine_memory()
        self.heap = heap or sizes.heap_size(memory)
        self.pagecache = pagecache or sizes.page_cache_size(memory)
        self.jars = jars or JarCache()
        self.options = tuple(options)
        self.settings = settings
        self.folder = ServerFolder(home, port)
        self._child: subprocess.Popen[bytes] | None = None

    def resolve(self, progress: Progress) -> list[Path]:
        """Neo4j's jars, downloaded where this user has none yet."""
        return self.jars.classpath(NEO4J, progress)

    def connection(self) -> Connection:
        """Where the running server is and how to enter. Raises ServerNotRunning."""
        status = self.status()
        if not status.running or status.uri is None:
            raise ServerNotRunning(home=self.folder.home)
        return Connection(status.uri, USER, self.folder.password())

    def status(self) -> ServerStatus:
        """Look at the process and the port; changes nothing."""
        home, pid = self.folder.home, self.folder.pid()
        if pid is None:
            return ServerStatus(State.STOPPED, home)
        if not self._is_ours(pid):
            taken = process.command_line(pid) is not None
            state = State.STALE if taken else State.DIED
            return ServerStatus(state, home, pid, last_words=self.folder.last_words())
        port = self.folder.last_port() or 0
        uri = f"bolt://127.0.0.1:{port}"
        return ServerStatus(State.RUNNING, home, pid, uri, bolt.listens(port))

    def start(self, progress: Progress, patience: float = 300) -> Connection:
        """Start the server, or reuse the one that runs, and wait until it answers.

        Raises a ServerError that says what broke and what to do; then nothing is left running.
        """
        with sizes.disk_full_named(self.folder.home):
            sizes.require_space(self.folder.home, self.space_needed)
            self.folder.create()
            with self._held(progress):
                if self.status().running:
                    return self._wait(patience)
                self._clear_last_run(progress)
                jars = self.resolve(progress)
                self._set_password(jars)
                return self._launch_on_a_free_port(jars, progress, patience)

    def stop(self, progress: Progress | None = None, patience: float = 90) -> bool:
        """Stop the server, by force after ``patience`` seconds; False if it wasn't running."""
        progress = progress or Progress()
        if not self.folder.home.exists():
            return False
        with self._held(progress):
            pid = self.folder.pid()
            if pid is None or not self._is_ours(pid):
                self.folder.pid_file.unlink(missing_ok=True)
                return False
            progress.step(Text("停止 Neo4j", "Stopping Neo4j"))
            self._end(pid, patience)
            progress.done()
            return True

    def _held(self, progress: Progress) -> AbstractContextManager[None]:
        waiting = Text("另一个命令正在启停 Neo4j，等待其完成", "Waiting for another start or stop")
        return held(self.folder.home / "lock", lambda: progress.step(waiting))

    def _is_ours(self, pid: int) -> bool:
        """Whether the process is this server: the program and the home must both be right."""
        if self._child is not None and self._child.pid == pid:
            return self._child.poll() is None  # its command line is empty for a moment at first
        line = process.command_line(pid) or ""
        return MAIN in line and f"--home-dir={self.folder.home} " in f"{line} "

    def _clear_last_run(self, progress: Progress) -> None:
        left = self.status()
        if left.state in (State.DIED, State.STALE):
            progress.step(Text("清理上次意外退出的痕迹", "Clearing up after an unexpected end"))
            self.folder.pid_file.unlink(missing_ok=True)

    def _set_password(self, jars: list[Path]) -> None:
        """Give a new store our generated password; one that has a store must have its file."""
        folder = self.folder
        if folder.system_store.exists():
            if not folder.password_file.exists():
                log = folder.home / "data" / "transactions" / "system"
                raise PasswordLost(file=folder.password_file, system=folder.system_store, log=log)
            return
        folder.credentials.unlink(missing_ok=True)
        folder.password()
        self._write_settings(0)
        # "@file" keeps the password out of the list of processes.
        said = java.run(
            [
                *java.command(jars, ADMIN_TOOL, ("-Xmx128m",)),
                *("dbms", "set-initial-password", f"@{folder.password_file}"),
            ],
            {"NEO4J_HOME": str(folder.home), "NEO4J_CONF": str(folder.conf)},
        )
        if said.returncode or not folder.credentials.exists():
            raise self._cause_of_death(said.stdout)

    def _write_settings(self, port: int) -> None:
        settings = SETTINGS.format(port=port or 7687, pagecache=self.pagecache)
        conf = self.folder.conf / "neo4j.conf"
        conf.write_text(settings + self.settings, encoding="utf-8")

    def _launch_on_a_free_port(
        self, jars: list[Path], progress: Progress, patience: float
    ) -> Connection:
        for tries_left in reversed(range(PORTS_TRIED)):
            port = self.folder.free_port()
            self.folder.port_file.write_text(str(port), encoding="ascii")
            self._write_settings(port)
            progress.step(Text("启动 Neo4j", "Starting Neo4j"))
            self._launch(jars)
            try:
                # Another server may have the port: not to be knocked at with our password.
                process.wait_until(self._opened_or_gone, patience)
                connection = self._wait(patience)
                progress.done(Text(f"Neo4j：{connection.uri}", f"Neo4j at {connection.uri}"))
                return connection
            except BaseException as error:
                self.stop_child()
                if tries_left and isinstance(error, ServerDied) and self._port_was_taken():
                    continue
                raise
        raise AssertionError("unreachable: the last try returns or raises")

    def _launch(self, jars: list[Path]) -> None:
        options = (*JVM_OPTIONS, f"-Xmx{self.heap}", *self.options)
        folder = self.folder
        arguments = [
            *java.command(jars, MAIN, options),
            f"--home-dir={folder.home}",
            f"--config-dir={folder.conf}",
        ]
        for log in (folder.logs / "neo4j.log", folder.console):
            log.unlink(missing_ok=True)  # the last words are of this run; debug.log goes on
        with folder.console.open("wb") as console:
            try:
                self._child = subprocess.Popen(
                    arguments,
                    cwd=folder.home,
                    env=java.environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=console,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            except OSError as error:
                raise NoJava(reason=error) from error
        folder.pid_file.write_text(str(self._child.pid), encoding="ascii")

    def _opened_or_gone(self) -> bool:
        """Whether the launched server has opened its port, by its own log, or ended."""
        pid = self.folder.pid() or 0
        return "Bolt enabled on" in self.folder.log_text() or not self._is_ours(pid)

    def _wait(self, patience: float) -> Connection:
        connection = self.connection_of_run()
        pid = self.folder.pid() or 0
        settled = process.wait_until(
            lambda: not self._is_ours(pid) or bolt.answers(connection), patience
        )
        if not self._is_ours(pid):
            raise self._cause_of_death()
        if not settled:
            raise ServerSilent(
                seconds=int(patience), logs=self.folder.logs, lines=self.folder.last_words()
            )
        return connection

    @property
    def started_before(self) -> bool:
        """Whether a start has left a port and a password here."""
        return self.folder.last_port() is not None and self.folder.password_file.exists()

    def connection_of_run(self) -> Connection:
        """Where the server of the last start listens, whether or not it answers yet."""
        port = self.folder.last_port()
        return Connection(f"bolt://127.0.0.1:{port}", USER, self.folder.password())

    def cause_of_death(self) -> ServerError:
        """Why the server isn't there any more, as its logs tell it."""
        return self._cause_of_death()

    def _cause_of_death(self, said: str = "") -> ServerError:
        log = f"{self.folder.log_text()}\n{said}"
        if "No space left on device" in log:
            return sizes.disk_full(self.folder.home, self.space_needed)
        if "StoreLockException" in log or "locked by another process" in log:
            return StoreInUse(home=self.folder.home)
        heading = [line for line in said.splitlines() if not line.startswith("\tat ")][:6]
        lines = "\n".join(filter(None, (self.folder.last_words(), *heading)))
        return ServerDied(logs=self.folder.logs, lines=lines or "—")

    def _port_was_taken(self) -> bool:
        return "Address already in use" in self.folder.log_text()

    def stop_child(self) -> None:
        """End what the last ``start`` of this object launched, if it is still there."""
        pid = self.folder.pid()
        if self._child is not None and pid == self._child.pid:
            with suppress(ProcessLookupError):
                self._end(pid, patience=20)

    def _end(self, pid: int, patience: float) -> None:
        process.end(pid, lambda: self._is_ours(pid), patience)
        self.folder.pid_file.unlink(missing_ok=True)
