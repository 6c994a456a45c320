"""The local Neo4j for real: started, killed, found again, and every sentence it may end in."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import neo4j
import pytest

from graph.errors import PasswordLost, ServerDied, ServerSilent, StoreInUse
from graph.progress import Progress
from graph.server import QUICK_START, LocalServer, State, bolt, process
from graph.session import Connection

pytestmark = pytest.mark.graph


def small(home: Path, heap: str = "512m") -> LocalServer:
    return LocalServer(home, heap=heap, pagecache="64m", options=QUICK_START)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose store is made by the first test that starts it; its name needs UTF-8."""
    return tmp_path_factory.mktemp("server") / "执 鉴"


@pytest.fixture
def server(home: Path) -> Iterator[LocalServer]:
    """The running server of ``home``; stopped afterwards, whatever the test did to it."""
    made = small(home)
    made.start(Progress())
    yield made
    made.stop()


def ask(connection: Connection, statement: str) -> list[dict[str, object]]:
    login = (connection.user, connection.password)
    with neo4j.GraphDatabase.driver(connection.uri, auth=login) as driver:
        return [row.data() for row in driver.execute_query(statement).records]


def test_it_runs_once_answers_only_here_and_keeps_its_password_to_itself(
    server: LocalServer,
) -> None:
    first = server.status()
    again = small(server.folder.home)
    connection = again.start(Progress())
    assert again.status().pid == first.pid
    assert ask(connection, "RETURN 1 AS one") == [{"one": 1}]
    mode = stat.S_IMODE(server.folder.password_file.stat().st_mode)
    assert mode == 0o600
    assert connection.password not in (process.command_line(first.pid or 0) or "")
    assert listening_addresses(first.pid or 0) <= {"127.0.0.1", "::ffff:127.0.0.1"}


def listening_addresses(pid: int) -> set[str]:
    """Addresses that the process listens on, from Linux' own tables; none elsewhere."""
    tables = [Path(f"/proc/{pid}/net/{name}") for name in ("tcp", "tcp6")]
    if not tables[0].exists():
        return set()
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            target = os.readlink(link)
            if target.startswith("socket:"):
                inodes.add(target[8:-1])
    rows = [line.split() for t in tables for line in t.read_text(encoding="ascii").splitlines()[1:]]
    return {_address(row[1].split(":")[0]) for row in rows if row[3] == "0A" and row[9] in inodes}


def _address(in_hex: str) -> str:
    words = [bytes.fromhex(in_hex[i : i + 8])[::-1] for i in range(0, len(in_hex), 8)]
    kind = socket.AF_INET if len(words) == 1 else socket.AF_INET6
    return socket.inet_ntop(kind, b"".join(words))


def test_a_killed_server_is_reported_and_its_data_come_back(server: LocalServer) -> None:
    connection = server.connection()
    ask(connection, "CREATE (:Kept {name: 'before the kill'})")
    killed = server.status().pid or 0
    os.kill(killed, signal.SIGKILL)
    assert process.wait_until(lambda: server.status().state is State.DIED, 30)
    found = small(server.folder.home)
    assert found.status().state is State.DIED
    cause = found.cause_of_death()
    assert isinstance(cause, ServerDied)
    assert "zhijian graph start" in cause.text.zh
    assert str(found.folder.logs) in cause.text.en
    again = found.start(Progress())
    assert found.status().pid != killed
    assert ask(again, "MATCH (k:Kept) RETURN k.name AS name") == [{"name": "before the kill"}]


def test_its_port_taken_by_another_program_it_takes_another(home: Path) -> None:
    server = small(home)
    server.start(Progress())
    port = server.folder.last_port() or 0
    server.stop()
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        try:
            connection = server.start(Progress())
            assert connection.uri != f"bolt://127.0.0.1:{port}"
            assert ask(connection, "RETURN 1 AS one") == [{"one": 1}]
        finally:
            server.stop()
    assert server.status().state is State.STOPPED
    assert not bolt.listens(int(connection.uri.rsplit(":", 1)[1]))


def test_a_store_that_another_server_has_open_is_a_sentence(server: LocalServer) -> None:
    pid_file = server.folder.pid_file
    pid = pid_file.read_text(encoding="ascii")
    pid_file.unlink()
    try:
        with pytest.raises(StoreInUse, match="in use by another Neo4j"):
            small(server.folder.home).start(Progress())
        assert not pid_file.exists()
    finally:
        pid_file.write_text(pid, encoding="ascii")


def test_a_java_that_refuses_is_a_sentence_with_its_last_words(home: Path) -> None:
    server = small(home, heap="1k")
    with pytest.raises(ServerDied, match="heap"):
        server.start(Progress())
    assert server.status().state is State.STOPPED


def test_a_server_that_does_not_answer_in_time_is_a_sentence_and_is_stopped(home: Path) -> None:
    server = small(home)
    with pytest.raises(ServerSilent, match="did not answer within 0 seconds"):
        server.start(Progress(), patience=0)
    assert server.status().state is State.STOPPED


def test_a_full_disk_in_the_logs_is_told_as_one(home: Path) -> None:
    server = small(home)
    server.folder.create()
    (server.folder.logs / "neo4j.log").write_text(
        "ERROR java.io.IOException: No space left on device\n", encoding="utf-8"
    )
    assert "Free some space" in server.cause_of_death().text.en


def test_a_lost_password_is_a_sentence_and_what_it_says_works(
    server: LocalServer, tmp_path: Path
) -> None:
    ask(server.connection(), "MERGE (:Kept {name: 'with the old password'})")
    server.stop()
    copy = small(tmp_path / "copy")
    shutil.copytree(server.folder.home, copy.folder.home)
    copy.folder.password_file.unlink()
    with pytest.raises(PasswordLost) as refused:
        copy.start(Progress())
    for name in ("system", "log"):
        shutil.rmtree(str(refused.value.values[name]))
    try:
        connection = copy.start(Progress())
        rows = ask(connection, "MATCH (k:Kept {name: 'with the old password'}) RETURN 1 AS one")
        assert rows == [{"one": 1}]
    finally:
        copy.stop()
