"""Graph migrations: neo4j-migrations on our own JRE, over the files in migrations/graph.

The tool keeps the chain of what it applied, with checksums, in the graph itself. It answers in
a second, so it is asked every time: nothing here second-guesses its chain.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import neo4j
from neo4j.exceptions import DatabaseError

from config import ROOT
from graph.errors import MigrationFailed
from graph.progress import Progress
from graph.server import java
from graph.server.jars import MIGRATIONS, JarCache
from graph.session import Connection
from graph.text import Text

MAIN = "ac.simons.neo4j.migrations.cli.MigrationsCli"
FILES = (ROOT / "migrations" / "graph",)
"""Folders with V<number>__<Name>.cypher; schema and data are in separate files."""

PASSWORD_VARIABLE = "ZHIJIAN_MIGRATION_PASSWORD"  # noqa: S105 - the name of a variable
JVM_OPTIONS = ("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8")

APPLIED = re.compile(r"Applied migration (\S+)")
PENDING = re.compile(r"^\|\s*(\S+)\s*\|.*\|\s*PENDING\s*\|", re.MULTILINE)
TRACE = re.compile(r"^\s*(at |\.\.\. \d+ more|Suppressed: )")
"""Lines that tell a person nothing. What a failure was caused by may be said nowhere else."""
INDEXES_STILL_COMING = "insanely frequent schema changes"
"""What the server answers while many new indexes come online one after the other."""
TRY_AGAIN = (INDEXES_STILL_COMING, "TransientException")
"""Refusals that another try may overcome: each file is applied in whole or not at all."""
UNEXPLAINED = re.compile(r"^Could not apply migration: .*\s*\Z", re.MULTILINE)
"""The tool's last words where it has no reason to give: seen while a machine was very busy."""
TRIES = 4
INDEX_SECONDS = 3600
NOT_APPLIED_YET = "Some versions have been resolved that are not applied"


def migrate(
    connection: Connection, progress: Progress, folders: Sequence[Path] = FILES
) -> list[str]:
    """Apply what is pending; return the versions applied, in order.

    Raises MigrationFailed with the tool's own words; a file that failed is rolled back, those
    before it stay.
    """
    progress.step(Text("迁移图数据库", "Migrating the graph"))
    versions: list[str] = []
    for tries_left in reversed(range(TRIES)):
        try:
            versions += APPLIED.findall(_tool(connection, folders, "apply", progress=progress))
            break
        except MigrationFailed as refusal:
            said = str(refusal.values["lines"])
            if not tries_left or not _may_pass(said):
                raise
            versions += APPLIED.findall(said)
            await_indexes(connection)
    if versions:
        await_indexes(connection)
    progress.done(_summary(versions))
    return versions


def _may_pass(said: str) -> bool:
    """Whether another try may overcome what the tool said last."""
    return any(each in said for each in TRY_AGAIN) or bool(UNEXPLAINED.search(said))


def await_indexes(connection: Connection) -> None:
    """Return once every index is filled: before that, statements are planned without it."""
    login = (connection.user, connection.password)
    with neo4j.GraphDatabase.driver(connection.uri, auth=login) as driver:
        for tries_left in reversed(range(TRIES * TRIES)):
            try:
                driver.execute_query("CALL db.awaitIndexes($seconds)", seconds=INDEX_SECONDS)
                return
            except DatabaseError as error:
                if not tries_left or INDEXES_STILL_COMING not in (error.message or ""):
                    raise


def pending(connection: Connection, folders: Sequence[Path] = FILES) -> list[str]:
    """Versions on disk that the graph doesn't have yet.

    Raises MigrationFailed where the graph has others than the files: see ``faults``.
    """
    return PENDING.findall(_tool(connection, folders, "info"))


def faults(connection: Connection, folders: Sequence[Path] = FILES) -> list[str]:
    """What the tool finds wrong between files and graph, in its words; pending is not wrong."""
    try:
        _tool(connection, folders, "validate")
    except MigrationFailed as refusal:
        said = str(refusal.values["lines"])
        return [] if NOT_APPLIED_YET in said else said.splitlines()
    return []


def _tool(
    connection: Connection,
    folders: Sequence[Path],
    task: str,
    progress: Progress | None = None,
) -> str:
    """Run one task of the tool and return what it printed. Raises MigrationFailed."""
    jars = JarCache().classpath(MIGRATIONS, progress or Progress())
    with _gathered(folders) as location:
        arguments = [
            *java.command(jars, MAIN, JVM_OPTIONS),
            *("--address", connection.uri),
            *("--username", connection.user),
            *("--password:env", PASSWORD_VARIABLE),
            *("--location", location.as_uri()),
            task,
        ]
        ended = java.run(arguments, {PASSWORD_VARIABLE: connection.password})
    if ended.returncode:
        lines = [line for line in ended.stdout.strip().splitlines() if not TRACE.match(line)]
        raise MigrationFailed(lines="\n".join(lines))
    return ended.stdout


@contextmanager
def _gathered(folders: Sequence[Path]) -> Iterator[Path]:
    """The files in one folder that the tool can read: it fails on a path with Chinese in it."""
    with TemporaryDirectory(prefix="zhijian-") as gathered:
        for folder in folders:
            for file in folder.glob("*.cypher"):
                shutil.copy(file, gathered)
        yield Path(gathered).resolve()


def _summary(versions: list[str]) -> Text:
    if not versions:
        return Text("图数据库已是最新", "The graph is up to date")
    listed = ", ".join(versions)
    return Text(f"已应用图迁移 {listed}", f"Graph migrations applied: {listed}")
