"""The jars of Neo4j and of its tools: pinned, downloaded once a user, never half.

What is needed is written in ``*.lock.toml`` beside this module (jgo's own lock format: every
jar with its SHA-256), so a download asks for the jars alone and knows each when it has come.
A set counts as complete by a marker that names every jar with its size; it is written last.
A company's mirror goes into jgo's own settings file, section ``[repositories]``.

``python -m graph.server.jars`` resolves the coordinates anew and rewrites the lock files.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from jgo.config import GlobalSettings
from jgo.env import LockFile
from jgo.maven import Artifact, MavenContext

import config
from graph.errors import DownloadBroken
from graph.progress import Progress
from graph.server.folder import held
from graph.server.sizes import MIB, disk_full_named, require_space
from graph.text import Text

HERE = Path(__file__).parent
TRIES = 3
PAUSES = (1.0, 4.0)
"""Seconds before the second and the third try of one jar."""
AT_ONCE = 8
DOWNLOAD_NEEDS = 400 * MIB
"""Free bytes asked for before a download: both sets together take 160 MB."""


@dataclass(frozen=True)
class JarSet:
    """Jars that make up one program, from the coordinates that somebody chose."""

    name: str
    coordinates: tuple[str, ...]
    folder: Path = HERE

    @property
    def lock_file(self) -> Path:
        """Where every jar of the set is written down with its checksum."""
        return self.folder / f"{self.name}.lock.toml"


NEO4J = JarSet(
    "neo4j",
    (
        "org.neo4j:neo4j:5.26.30",
        "org.neo4j.app:neo4j-server:5.26.30",
        "org.neo4j:neo4j-import-tool:5.26.30",
    ),
)
MIGRATIONS = JarSet("migrations", ("eu.michael-simons.neo4j:neo4j-migrations-cli:2.17.3",))


class JarCache:
    """The user's folder of downloaded jars, shared by every checkout."""

    def __init__(
        self, folder: Path | None = None, repositories: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder or config.cache_folder() / "jars"
        self._repositories = repositories

    def classpath(self, jars: JarSet, progress: Progress) -> list[Path]:
        """The set's jars on disk, downloaded where they aren't yet.

        Raises DownloadBroken or DiskFull; what had come by then is kept for the next try.
        """
        lock = jars.lock_file.read_bytes()
        marker = self.folder / f"{jars.name}-{hashlib.sha256(lock).hexdigest()[:16]}.complete"
        if found := self._complete(marker):
            return found
        with disk_full_named(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            with held(self.folder / "lock", lambda: progress.step(WAITING)):
                return self._complete(marker) or self._fetch(jars, marker, progress)

    def _complete(self, marker: Path) -> list[Path] | None:
        """The jars that the marker names if every one is there in its full size."""
        try:
            sizes = json.loads(marker.read_text(encoding="utf-8"))
            found = {self.folder / name: size for name, size in sizes.items()}
            whole = all(path.stat().st_size == size for path, size in found.items())
        except (OSError, ValueError):
            return None
        return list(found) if whole else None

    def _fetch(self, jars: JarSet, marker: Path, progress: Progress) -> list[Path]:
        require_space(self.folder, DOWNLOAD_NEEDS)
        progress.step(
            Text(f"下载 {jars.name} 所需文件（仅首次）", f"Downloading {jars.name} (once)")
        )
        context = MavenContext(repo_cache=self.folder, remote_repos=self._remotes(), timeout=60)
        wanted = [
            (_artifact(context, locked), str(locked.sha256))
            for locked in LockFile.load(jars.lock_file).dependencies
        ]
        self._fetch_all(wanted, progress)
        paths = [self.folder / str(_path(artifact)) for artifact, _ in wanted]
        sizes = {str(p.relative_to(self.folder)): p.stat().st_size for p in paths}
        draft = marker.with_suffix(".draft")
        draft.write_text(json.dumps(sizes, indent=0), encoding="utf-8")
        draft.replace(marker)
        progress.done()
        return paths

    def _fetch_all(self, wanted: list[tuple[Artifact, str]], progress: Progress) -> None:
        stop = threading.Event()
        fetched = 0
        with ThreadPoolExecutor(AT_ONCE) as pool:
            jobs = [pool.submit(fetch_one, artifact, sha, stop) for artifact, sha in wanted]
            try:
                for count, job in enumerate(as_completed(jobs), 1):
                    fetched += job.result()
                    progress.percent(
                        count / len(jobs), f"{count}/{len(jobs)} · {fetched // MIB} MB"
                    )
            except BaseException:
                stop.set()
                pool.shutdown(cancel_futures=True)
                raise

    def _remotes(self) -> dict[str, str] | None:
        """Where to download from; None is the public repository that jgo knows."""
        chosen = self._repositories or GlobalSettings.load().repositories
        return dict(chosen) or None


WAITING = Text(
    "另一个进程正在下载，等待其完成", "Another process is downloading; waiting for it to finish"
)


def fetch_one(artifact: Artifact, sha256: str, stop: threading.Event) -> int:
    """Make sure that one jar is on disk with the right content; return its size in bytes.

    A jar that is there already is trusted by its checksum only: an earlier download may have
    been cut in the middle.
    """
    path = _path(artifact)
    if path.exists():
        if checksum(path) == sha256:
            return path.stat().st_size
        path.unlink()
    reason = ""
    for pause in (*PAUSES[: TRIES - 1], None):
        if stop.is_set():
            break
        reason = _try_download(artifact, path, sha256)
        if not reason:
            return path.stat().st_size
        if pause:
            stop.wait(pause)
    raise DownloadBroken(file=path.name, reason=reason, folder=artifact.context.repo_cache)


def _try_download(artifact: Artifact, path: Path, sha256: str) -> str:
    """Download once; "" where the jar is whole, else what went wrong. Leaves no half file."""
    try:
        artifact.resolve()
        if checksum(path) == sha256:
            return ""
        reason = "SHA-256"
    except (requests.RequestException, RuntimeError) as error:
        reason = str(error).splitlines()[0][:200]
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)
    return reason


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _path(artifact: Artifact) -> Path:
    path = artifact.cached_path
    assert path is not None  # a context with a cache folder always has one  # noqa: S101
    return path


def _artifact(context: MavenContext, locked: object) -> Artifact:
    component = context.project(locked.groupId, locked.artifactId).at_version(locked.version)  # type: ignore[attr-defined]
    return component.artifact(locked.classifier or "", locked.packaging)  # type: ignore[attr-defined]


def write_lock(jars: JarSet, folder: Path) -> int:
    """Resolve the set's coordinates and write its lock file; return the number of jars."""
    context = MavenContext(repo_cache=folder, timeout=60)
    chosen = [context.create_dependency(name) for name in jars.coordinates]
    direct, needed = context.resolver.resolve(chosen)
    used = [*direct, *(d for d in needed if d.scope in ("compile", "runtime"))]
    lock = LockFile.from_resolved_dependencies(used, environment_name=jars.name)
    lock.save(jars.lock_file)
    return len(used)


def _write_locks(sets: Iterable[JarSet]) -> None:
    with TemporaryDirectory() as folder:
        for jars in sets:
            print(f"{jars.lock_file.name}: {write_lock(jars, Path(folder))} jars")


if __name__ == "__main__":
    _write_locks((NEO4J, MIGRATIONS))
