"""The parts of the local server that need no server."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import Settings
from graph.errors import DiskFull, ServerNotRunning
from graph.progress import Progress
from graph.server import LocalServer, State, connect, java, process, sizes
from graph.server.folder import ServerFolder, held, port_is_free, tail
from graph.session import Connection

GIB = 1024**3


@pytest.mark.parametrize(
    ("memory", "heap", "pages"),
    [(2 * GIB, "512m", "256m"), (16 * GIB, "2048m", "2048m"), (256 * GIB, "4096m", "8192m")],
)
def test_memory_follows_the_machine_within_bounds(memory: int, heap: str, pages: str) -> None:
    assert (sizes.heap_size(memory), sizes.page_cache_size(memory)) == (heap, pages)


def test_a_containers_limit_counts_as_the_machines_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(sizes, "CONTAINER_LIMIT", limit)
    limit.write_text("1048576\n", encoding="ascii")
    assert sizes.machine_memory() == 1048576
    limit.write_text("max\n", encoding="ascii")
    assert sizes.machine_memory() > 1048576


def test_the_systems_full_disk_becomes_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiskFull) as refused, sizes.disk_full_named(tmp_path / "not" / "there"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(tmp_path) in refused.value.text.en
    with pytest.raises(PermissionError), sizes.disk_full_named(tmp_path):
        raise PermissionError(errno.EACCES, "no")


def test_a_nearly_full_disk_stops_the_start_before_it_touches_anything(tmp_path: Path) -> None:
    server = LocalServer(tmp_path / "neo4j")
    server.space_needed = 1 << 60
    with pytest.raises(DiskFull):
        server.start(Progress())
    assert not (tmp_path / "neo4j").exists()


def test_the_port_used_last_is_kept_while_it_is_free(tmp_path: Path) -> None:
    folder = ServerFolder(tmp_path)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        folder.port_file.write_text(str(port), encoding="ascii")
        assert not port_is_free("127.0.0.1", port)
        assert folder.free_port() != port
    assert folder.free_port() == port


def test_a_lock_makes_the_second_wait(tmp_path: Path) -> None:
    waited = []
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    with held(tmp_path / "lock", lambda: (waited.append(1), holder.stdin.close())):  # type: ignore[func-returns-value,union-attr]
        assert waited == [1]
    holder.wait()
    holder.stdout.close()


HOLD = """
import sys
from pathlib import Path
from graph.server.folder import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_command_line_tells_processes_apart() -> None:
    own = process.command_line(os.getpid()) or ""
    assert Path(sys.executable).name in own
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert process.command_line(gone.pid) is None


def test_a_process_that_ignores_the_request_is_ended_by_force() -> None:
    stubborn = subprocess.Popen([sys.executable, "-c", IGNORE], stdout=subprocess.PIPE)
    assert stubborn.stdout
    stubborn.stdout.readline()
    process.end(stubborn.pid, lambda: stubborn.poll() is None, patience=0.1)
    assert stubborn.returncode == -signal.SIGKILL
    stubborn.stdout.close()


IGNORE = """
import signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
signal.pause()
"""


def test_a_pid_of_another_program_is_stale_and_that_program_is_left_alone(tmp_path: Path) -> None:
    server = LocalServer(tmp_path)
    other = subprocess.Popen(
        [sys.executable, "-c", "print(flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout
    other.stdout.readline()  # it has its own command line by now
    server.folder.pid_file.write_text(str(other.pid), encoding="ascii")
    assert server.status().state is State.STALE
    assert server.stop() is False
    assert other.poll() is None
    assert server.status().state is State.STOPPED
    other.communicate(b"\n")


def test_a_pid_without_a_process_is_a_death(tmp_path: Path) -> None:
    server = LocalServer(tmp_path)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    server.folder.pid_file.write_text(str(gone.pid), encoding="ascii")
    assert server.status().state is State.DIED


def test_connect_takes_the_external_server_or_says_that_none_runs(tmp_path: Path) -> None:
    external = Settings(neo4j_uri="bolt://db:7687", neo4j_user="u", neo4j_password="p")
    assert connect(external) == Connection("bolt://db:7687", "u", "p")
    with pytest.raises(ServerNotRunning, match="zhijian graph start"):
        connect(Settings(home=tmp_path))


def test_the_users_own_java_options_do_not_reach_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1m")
    assert "JAVA_TOOL_OPTIONS" not in java.environment()


def test_the_end_of_a_log(tmp_path: Path) -> None:
    assert tail(tmp_path / "none") == []
    (tmp_path / "log").write_text("\n".join(map(str, range(20000))), encoding="ascii")
    assert tail(tmp_path / "log")[-2:] == ["19998", "19999"]
