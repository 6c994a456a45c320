"""The cache of jars, against a real repository on this machine that can misbehave."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from jgo.env import LockFile

from graph.errors import DiskFull, DownloadBroken
from graph.progress import Progress
from graph.server import jars
from graph.server.jars import MIGRATIONS, NEO4J, JarCache, JarSet

FILES = {
    "org/example/one/1.0/one-1.0.jar": b"first jar " * 500,
    "org/example/two/2.0/two-2.0.jar": b"second jar " * 500,
}


@dataclass
class Repository:
    """A small Maven repository: ``cut`` and ``wrong`` name files to spoil, so many times."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    cut: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)

    def times(self, name: str) -> int:
        """How often a jar was asked for."""
        return sum(path.endswith(name) for path in self.asked)


@pytest.fixture
def repository() -> Iterator[Repository]:
    served = Repository()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.lstrip("/")
            served.asked.append(name)
            body = FILES.get(name)
            if body is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self._spoil(served.cut, name):
                body = body[: len(body) // 2]
            elif self._spoil(served.wrong, name):
                body = bytes(len(body))
            self.wfile.write(body)

        def _spoil(self, left: dict[str, int], name: str) -> bool:
            times = left.get(name, 0)
            left[name] = times - 1
            return times > 0

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars, "PAUSES", (0.001, 0.001))


@pytest.fixture
def small(tmp_path: Path) -> JarSet:
    """A set of two jars with its lock file."""
    made = JarSet("small", ("org.example:one:1.0",), tmp_path)
    entries = "".join(
        f'[[dependencies]]\ngroupId = "org.example"\nartifactId = "{path.split("/")[2]}"\n'
        f'version = "{path.split("/")[3]}"\nsha256 = "{hashlib.sha256(body).hexdigest()}"\n'
        for path, body in FILES.items()
    )
    made.lock_file.write_text(entries, encoding="utf-8")
    return made


def cache(tmp_path: Path, repository: Repository) -> JarCache:
    return JarCache(tmp_path / "cache", {"here": repository.url})


def test_downloads_once_and_then_asks_nobody(
    tmp_path: Path, repository: Repository, small: JarSet
) -> None:
    found = cache(tmp_path, repository).classpath(small, Progress())
    assert {path.read_bytes() for path in found} == set(FILES.values())
    asked = list(repository.asked)
    assert cache(tmp_path, repository).classpath(small, Progress()) == found
    assert repository.asked == asked


def test_a_cut_download_is_tried_again(
    tmp_path: Path, repository: Repository, small: JarSet
) -> None:
    repository.cut["org/example/one/1.0/one-1.0.jar"] = 2
    found = cache(tmp_path, repository).classpath(small, Progress())
    assert {path.read_bytes() for path in found} == set(FILES.values())
    assert repository.times("one-1.0.jar") == 3


def test_a_download_that_stays_broken_is_a_sentence_and_leaves_no_half_file(
    tmp_path: Path, repository: Repository, small: JarSet
) -> None:
    repository.wrong["org/example/one/1.0/one-1.0.jar"] = 3
    with pytest.raises(DownloadBroken) as refused:
        cache(tmp_path, repository).classpath(small, Progress())
    assert "one-1.0.jar" in refused.value.text.zh
    assert "run the same command again" in refused.value.text.en
    assert not list((tmp_path / "cache").rglob("one-1.0.jar"))
    assert not list((tmp_path / "cache").glob("*.complete"))
    assert len(cache(tmp_path, repository).classpath(small, Progress())) == len(FILES)


def test_an_unreachable_repository_is_a_sentence(tmp_path: Path, small: JarSet) -> None:
    nobody = JarCache(tmp_path / "cache", {"nowhere": "http://127.0.0.1:9"})
    with pytest.raises(DownloadBroken, match="Check the network or proxy"):
        nobody.classpath(small, Progress())


def test_a_half_file_left_by_a_killed_download_is_replaced(
    tmp_path: Path, repository: Repository, small: JarSet
) -> None:
    half = tmp_path / "cache/org/example/one/1.0/one-1.0.jar"
    half.parent.mkdir(parents=True)
    half.write_bytes(FILES["org/example/one/1.0/one-1.0.jar"][:100])
    found = cache(tmp_path, repository).classpath(small, Progress())
    assert {path.read_bytes() for path in found} == set(FILES.values())


def test_a_jar_cut_after_the_marker_was_written_is_fetched_again(
    tmp_path: Path, repository: Repository, small: JarSet
) -> None:
    first = cache(tmp_path, repository).classpath(small, Progress())[0]
    whole = first.read_bytes()
    first.write_bytes(whole[:100])
    cache(tmp_path, repository).classpath(small, Progress())
    assert first.read_bytes() == whole
    assert repository.times("two-2.0.jar") == 1


def test_a_changed_lock_file_is_another_set(
    tmp_path: Path, repository: Repository, small: JarSet
) -> None:
    cache(tmp_path, repository).classpath(small, Progress())
    lines = small.lock_file.read_text(encoding="utf-8").partition(
        '[[dependencies]]\ngroupId = "org.example"\nartifactId = "two"'
    )
    small.lock_file.write_text(lines[0], encoding="utf-8")
    found = cache(tmp_path, repository).classpath(small, Progress())
    assert [path.name for path in found] == ["one-1.0.jar"]


def test_two_at_once_download_each_jar_once(
    tmp_path: Path, repository: Repository, small: JarSet
) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(cache(tmp_path, repository).classpath, small, Progress()) for _ in range(2)
        ]
        assert both[0].result() == both[1].result()
    assert repository.times("one-1.0.jar") == repository.times("two-2.0.jar") == 1


def test_a_full_disk_is_seen_before_anything_is_asked_for(
    tmp_path: Path, repository: Repository, small: JarSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "DOWNLOAD_NEEDS", 1 << 60)
    with pytest.raises(DiskFull) as refused:
        cache(tmp_path, repository).classpath(small, Progress())
    assert str(tmp_path) in refused.value.text.zh
    assert repository.asked == []


@pytest.mark.parametrize("chosen", [NEO4J, MIGRATIONS], ids=lambda chosen: chosen.name)
def test_every_jar_of_the_product_is_pinned_by_checksum(chosen: JarSet) -> None:
    pinned = LockFile.load(chosen.lock_file).dependencies
    assert all(len(jar.sha256 or "") == 64 for jar in pinned)
    names = {f"{jar.groupId}:{jar.artifactId}:{jar.version}" for jar in pinned}
    assert set(chosen.coordinates) <= names
