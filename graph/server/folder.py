"""What the local server keeps on disk below its home, and who may touch it at a time.

data/ logs/ conf/   Neo4j's own
password            generated, readable by the owner only
port                the Bolt port used last
pid                 the process, while there is one
lock                held while somebody starts or stops the server
"""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from config import kept_secret

TAIL_BYTES = 32 * 1024
FIRST_CHOICE = 7687
"""Neo4j's customary port, taken where it is free and no other was used before."""


class ServerFolder:
    """The files of one local server."""

    def __init__(self, home: Path, first_choice: int = FIRST_CHOICE) -> None:
        self.first_choice = first_choice
        self.home = home.expanduser().resolve()
        self.conf = self.home / "conf"
        self.logs = self.home / "logs"
        self.console = self.logs / "console.log"
        self.pid_file = self.home / "pid"
        self.port_file = self.home / "port"
        self.password_file = self.home / "password"
        self.credentials = self.home / "data" / "dbms" / "auth.ini"
        self.system_store = self.home / "data" / "databases" / "system"

    def create(self) -> None:
        """Make the folders, closed to other users."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.conf, self.logs):
            folder.mkdir(exist_ok=True)

    def password(self) -> str:
        """The generated password, made at the first call."""
        return kept_secret(self.password_file)

    def pid(self) -> int | None:
        """The process written down at the last start, if it was not taken back by a stop."""
        return _number(self.pid_file)

    def last_port(self) -> int | None:
        """The Bolt port of the last start."""
        return _number(self.port_file)

    def free_port(self) -> int:
        """A free port on 127.0.0.1: the one used last, else the first choice, else any."""
        for port in (self.last_port(), self.first_choice):
            if port and port_is_free("127.0.0.1", port):
                return port
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    def last_words(self, lines: int = 6) -> str:
        """The last lines that the server wrote, of all its logs for people."""
        said = [*tail(self.logs / "neo4j.log"), *tail(self.console)]
        return "\n".join([line for line in said if line.strip()][-lines:])

    def log_text(self) -> str:
        """The end of this run's logs, to look for a known cause in; debug.log has older runs."""
        logs = (self.logs / "neo4j.log", self.console)
        return "\n".join(line for log in logs for line in tail(log))


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens on the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers do: a port whose last connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@contextmanager
def held(lock: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a lock file, between processes and threads; ``waiting`` is called if another has it.

    The system releases it when the holder dies, so there is no stale lock.
    """
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _number(path: Path) -> int | None:
    with suppress(OSError, ValueError):
        return int(path.read_text(encoding="ascii"))
    return None


def tail(path: Path) -> list[str]:
    """The last lines of a log; none where there is no log."""
    try:
        with path.open("rb") as log:
            log.seek(0, 2)
            log.seek(max(0, log.tell() - TAIL_BYTES))
            return log.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
