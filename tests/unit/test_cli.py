"""The command line: what it is called, how it ends, and that errors are sentences."""

from __future__ import annotations

import errno
import gc
import json
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import app.cli
from app.checks import app_faults, file_faults, setting_faults
from app.cli import COMMANDS, main
from app.run import missing_at
from app.web import WebServer, workers
from config import BadSetting, Settings
from graph.errors import ServerNotRunning

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what the check has to find


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, and no external graph."""
    made = tmp_path / "home"
    monkeypatch.setenv("ZHIJIAN_HOME", str(made))
    for name in ("NEO4J_URI", "ZHIJIAN_PORT", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    return made


def zhijian(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_found_and_explains_itself(name: str) -> None:
    result = zhijian(name, "--help")
    assert result.exit_code == 0
    assert "·" in result.output  # both languages


def test_a_command_that_does_not_exist_is_a_usage_error() -> None:
    assert zhijian("no-such-command").exit_code == 2


def test_a_bad_setting_is_a_sentence_in_both_languages(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIJIAN_PORT", "eighty")
    result = zhijian("graph", "status")
    assert result.exit_code == 2
    assert "设置有误：ZHIJIAN_PORT=eighty" in result.stderr
    assert "A setting is wrong" in result.stderr


@pytest.mark.parametrize("said", ["5", "199", "-1", "many", "1000001"])
def test_a_province_too_small_or_too_large_is_refused(said: str) -> None:
    with pytest.raises(BadSetting, match=f"ZHIJIAN_DEMO_CASES={said}: 0, or .* from 200 to"):
        Settings.from_env({"ZHIJIAN_DEMO_CASES": said})


def test_no_province_or_one_of_some_size() -> None:
    sizes = [Settings.from_env({"ZHIJIAN_DEMO_CASES": said}).demo_cases for said in ("0", "200")]
    assert [*sizes, Settings.from_env({}).demo_cases] == [0, 200, 10_000]


def test_an_error_of_ours_is_its_sentence_and_exit_status_1(home: Path) -> None:
    result = zhijian("graph", "shell", "-c", "RETURN 1")
    assert result.exit_code == 1
    assert "本机 Neo4j 没有运行" in result.stderr
    assert "Run zhijian graph start" in result.stderr


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """A command `graph` that raises what the list holds."""
    raised: list[BaseException] = []

    @click.command()
    def command() -> None:
        raise raised[0]

    monkeypatch.setattr(app.cli, "import_module", lambda _name: type("M", (), {"graph": command}))
    return raised


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/data/x"), "The disk is full (/data/x)"),
        (PermissionError(errno.EACCES, "Permission denied", "/data/x"), "Check the rights"),
    ],
)
def test_the_systems_refusals_are_sentences(
    failing: list[BaseException], error: OSError, said: str
) -> None:
    failing.append(error)
    result = zhijian("graph")
    assert result.exit_code == 1
    assert said in result.stderr


def test_ctrl_c_ends_without_a_traceback(failing: list[BaseException]) -> None:
    failing.append(KeyboardInterrupt())
    result = zhijian("graph")
    assert result.exit_code == app.cli.INTERRUPTED
    assert "Traceback" not in result.output


def test_the_state_of_the_server_for_a_program(home: Path) -> None:
    result = zhijian("graph", "status", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["state"] == "stopped"


def test_an_external_graph_is_not_started_or_stopped(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://db.example:7687")
    for task in ("start", "stop"):
        result = zhijian("graph", task)
        assert result.exit_code == 1
        assert "NEO4J_URI is set" in result.stderr


def test_stopping_what_does_not_run_is_no_error(home: Path) -> None:
    assert zhijian("graph", "stop").exit_code == 0


def test_check_reports_that_the_graph_does_not_run(home: Path) -> None:
    result = zhijian("check", "--json")
    assert result.exit_code == 1
    found = {finding["about"]: finding["en"] for finding in json.loads(result.stdout)}
    assert found["graph"] == ServerNotRunning(home=home / "neo4j").text.en


@pytest.mark.parametrize(
    ("settings", "about"),
    [
        (Settings(secret_key="abc" * 20), ["SECRET_KEY"]),
        (Settings(secret_key="Zk3-9aQw_7LmX2rTbV5yHc8NsE4uGd1P"), []),
        (Settings(neo4j_uri="bolt://db.example:7687"), ["NEO4J_URI"]),
        (Settings(neo4j_uri="neo4j+s://db.example:7687"), []),
        (Settings(neo4j_uri="bolt://127.0.0.1:7687"), []),
        (Settings(host=EVERYWHERE), ["ZHIJIAN_HTTPS"]),
        (Settings(host=EVERYWHERE, https=True), []),
    ],
)
def test_unsafe_settings_are_found(settings: Settings, about: list[str]) -> None:
    assert [finding.about for finding in setting_faults(settings)] == about


def test_a_secret_that_others_can_read_is_found(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path.parent):
        folder.chmod(0o755)
    secret = tmp_path / "secret_key"
    secret.write_text("x", encoding="ascii")
    secret.chmod(0o644)
    assert [finding.about for finding in file_faults(tmp_path)] == [str(secret)]
    secret.chmod(0o600)
    assert not list(file_faults(tmp_path))
    secret.chmod(0o644)
    tmp_path.chmod(0o700)
    assert not list(file_faults(tmp_path))


def test_a_debugging_application_is_found() -> None:
    from flask import Flask

    unsafe = Flask("unsafe")
    unsafe.config.update(DEBUG=True, FAB_ROLES={"Public": [["Officer", "can_list"]]})
    assert {finding.about for finding in app_faults(unsafe)} == {"DEBUG", "FAB_ROLES"}


def test_workers_follow_the_cores() -> None:
    assert [workers(cores) for cores in (None, 1, 2, 4, 64)] == [2, 2, 2, 4, 8]


def test_the_web_server_has_our_settings() -> None:
    made = WebServer(Settings(host="::1", port=8099))
    assert made.cfg.settings["bind"].get() == ["[::1]:8099"]
    assert made.cfg.settings["worker_class"].get() == "gthread"


def test_a_worker_does_not_look_through_the_application_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = object()
    monkeypatch.setattr("app.factory.create_app", lambda _settings: made)
    before = gc.get_freeze_count()
    try:
        assert WebServer(Settings()).load() is made
        assert gc.get_freeze_count() > before + 1_000
    finally:
        gc.unfreeze()


def test_nobody_there_is_not_ready() -> None:
    assert "refused" in missing_at("127.0.0.1", 9)
