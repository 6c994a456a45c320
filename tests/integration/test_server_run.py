"""`zhijian run` as a process: it comes up, says what it has to, and stops what it started."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.run import missing_at
from config import ROOT
from graph.progress import Progress
from graph.server import QUICK_START, LocalServer, State, process
from graph.server.folder import port_is_free
from graph.session import Connection

pytestmark = pytest.mark.graph

PATIENCE = 600


class Run:
    """A running `zhijian run` whose lines are read as they come."""

    def __init__(
        self, home: Path, port: int, external: Connection | None = None, cases: int = 300
    ) -> None:
        env = {k: v for k, v in os.environ.items() if k not in ("NEO4J_URI", "DATABASE_URL")}
        if external:
            names = ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD")
            env |= dict(zip(names, external, strict=True))
        self.port = port
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "run"],
            cwd=ROOT,
            env={
                **env,
                "ZHIJIAN_HOME": str(home),
                "ZHIJIAN_PORT": str(port),
                "ZHIJIAN_DEMO_CASES": str(cases),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
        self.process.stdout.close()

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def says(self, words: str) -> None:
        """Wait until it has said so; fail with what it said where it ends first."""
        process.wait_until(lambda: words in self.text or self.process.poll() is not None, PATIENCE)
        assert words in self.text, self.text

    def ends(self, number: int = signal.SIGINT) -> int:
        """Send the signal, wait for the end, return the exit status."""
        self.process.send_signal(number)
        return self.status()

    def status(self) -> int:
        """Wait for the end and return the exit status."""
        status = self.process.wait(PATIENCE)
        self._reader.join()
        return status

    def kill(self) -> None:
        """End it by force, as a power cut does."""
        self.process.kill()
        self.status()


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("run") / "home"
    yield made
    LocalServer(made / "neo4j").stop()


@pytest.fixture
def run(home: Path) -> Iterator[Run]:
    """It, up and ready."""
    made = Run(home, a_free_port())
    try:
        made.says("Ctrl-C")
        yield made
    finally:
        if made.process.poll() is None:
            made.ends()


def neo4j_state(home: Path) -> State:
    return LocalServer(home / "neo4j").status().state


def accounts(text: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) +((?:\w{4}-)+\w{4})$", text, re.MULTILINE))


def test_it_serves_and_the_second_run_changes_nothing(run: Run, home: Path) -> None:
    url = f"http://127.0.0.1:{run.port}"
    assert url in run.text
    assert missing_at("127.0.0.1", run.port) == ""
    first = accounts(run.text)
    assert set(first) == {
        "administrator", "supervisor", "inspector", "record_keeper",
        "supervisor_lu01", "record_keeper_lu0102",
    }  # fmt: skip
    assert run.ends() == 0
    assert neo4j_state(home) is State.STOPPED
    assert port_is_free("127.0.0.1", run.port)
    again = Run(home, run.port)
    again.says("Ctrl-C")
    assert accounts(again.text) == first
    assert "The graph is up to date" in again.text
    assert "0 migrations applied" in again.text
    assert again.ends(signal.SIGTERM) == 0


def test_a_port_in_use_is_a_sentence_before_anything_is_started(home: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        refused = Run(home, port)
        assert refused.status() == 1
    assert f"Port 127.0.0.1:{port} is in use" in refused.text
    assert "ZHIJIAN_PORT=" in refused.text
    assert "Starting Neo4j" not in refused.text
    assert "Traceback" not in refused.text


def test_a_neo4j_that_was_running_before_goes_on_running(home: Path) -> None:
    server = LocalServer(home / "neo4j")
    server.start(Progress())
    try:
        run = Run(home, a_free_port())
        run.says("Ctrl-C")
        assert "Neo4j runs already" in run.text
        assert run.ends() == 0
        assert neo4j_state(home) is State.RUNNING
    finally:
        server.stop()


def test_what_happens_meanwhile_is_said(run: Run, home: Path) -> None:
    """One run, since each takes a minute: a second supervisor is told of the first, a Neo4j that
    dies is said and so is its return, and what a killed supervisor left is found and ended."""
    second = Run(home, a_free_port())
    assert second.status() == 1
    assert f"Zhijian is running already (process {run.process.pid}" in second.text
    assert f":{run.port}" in second.text
    server = LocalServer(home / "neo4j")
    os.kill(server.status().pid or 0, signal.SIGKILL)
    run.says("Run zhijian graph start again")
    server.start(Progress())
    run.says("Neo4j is back")
    run.kill()
    assert not port_is_free("127.0.0.1", run.port)
    again = Run(home, run.port)
    again.says("Ctrl-C")
    assert "Stopping a web server left behind" in again.text
    assert again.ends() == 0
    assert port_is_free("127.0.0.1", run.port)
    server.stop()


def test_a_web_server_that_dies_is_a_sentence_and_the_rest_is_stopped(run: Run, home: Path) -> None:
    os.kill(int((home / "web.pid").read_text(encoding="ascii")), signal.SIGKILL)
    assert run.status() == 1
    assert "The web server ended unexpectedly" in run.text
    assert neo4j_state(home) is State.STOPPED


def test_ctrl_c_in_the_middle_of_starting_leaves_nothing_behind(home: Path) -> None:
    LocalServer(home / "neo4j").stop()
    run = Run(home, a_free_port())
    run.says("Starting Neo4j")
    assert run.ends() == 0
    assert neo4j_state(home) is State.STOPPED


def test_with_a_neo4j_of_one_s_own_no_local_one_is_started(tmp_path: Path) -> None:
    elsewhere = LocalServer(tmp_path / "elsewhere", options=QUICK_START)
    own = Run(tmp_path / "home", a_free_port(), elsewhere.start(Progress()), cases=0)
    try:
        own.says("Ctrl-C")
        assert missing_at("127.0.0.1", own.port) == ""
        assert not (tmp_path / "home" / "neo4j").exists()
        assert "demonstration province" not in own.text  # none was asked for
        assert own.ends() == 0
        assert elsewhere.status().state is State.RUNNING
    finally:
        if own.process.poll() is None:
            own.kill()
        elsewhere.stop()
