"""Graph migrations by the real tool on a real server of their own: its chain is one a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph import migrate
from graph.errors import MigrationFailed
from graph.progress import Progress
from graph.server import QUICK_START, LocalServer
from graph.session import Connection

pytestmark = pytest.mark.graph

SCHEMA = """// a comment
CREATE CONSTRAINT thing_uid IF NOT EXISTS FOR (n:Thing) REQUIRE n.uid IS UNIQUE;
CREATE INDEX thing_name IF NOT EXISTS FOR (n:Thing) ON (n.name);
"""
DATA = "CREATE (:Thing {uid: 1});\nCREATE (:Thing {uid: 2})\n"
BROKEN = "CREATE (:Thing {uid: 3});\nCREATE (:Thing {uid: 1});\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    home = tmp_path_factory.mktemp("migrate")
    made = LocalServer(home, heap="512m", pagecache="64m", options=QUICK_START, port=0)
    yield made.start(Progress())
    made.stop()


@pytest.fixture
def connection(server: Connection) -> Connection:
    """The server with nothing in it: no record, no index, no chain."""
    ask(server, "MATCH (n) DETACH DELETE n")
    for row in ask(server, "SHOW CONSTRAINTS YIELD name"):
        ask(server, f"DROP CONSTRAINT {row['name']}")
    for row in ask(server, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"):
        ask(server, f"DROP INDEX {row['name']}")
    return server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two migrations in a folder whose name needs escaping in an address."""
    made = tmp_path / "图 migrations"
    made.mkdir()
    (made / "V001__schema.cypher").write_text(SCHEMA, encoding="utf-8")
    (made / "V002__data.cypher").write_text(DATA, encoding="utf-8")
    return made


def ask(connection: Connection, statement: str) -> list[dict[str, object]]:
    login = (connection.user, connection.password)
    with neo4j.GraphDatabase.driver(connection.uri, auth=login) as driver:
        return [row.data() for row in driver.execute_query(statement).records]


def things(connection: Connection) -> list[object]:
    return [row["uid"] for row in ask(connection, "MATCH (n:Thing) RETURN n.uid AS uid ORDER BY 1")]


def test_applies_what_is_pending_and_nothing_the_second_time(
    connection: Connection, folder: Path
) -> None:
    assert migrate.pending(connection, [folder]) == ["001", "002"]
    assert migrate.faults(connection, [folder]) == []
    assert migrate.migrate(connection, Progress(), [folder]) == ["001", "002"]
    assert migrate.pending(connection, [folder]) == []
    assert migrate.faults(connection, [folder]) == []
    assert migrate.migrate(connection, Progress(), [folder]) == []
    assert things(connection) == [1, 2]


def test_the_last_statement_needs_no_semicolon(connection: Connection, folder: Path) -> None:
    migrate.migrate(connection, Progress(), [folder])
    assert 2 in things(connection)


def test_a_file_that_fails_is_rolled_back_and_named(connection: Connection, folder: Path) -> None:
    (folder / "V003__broken.cypher").write_text(BROKEN, encoding="utf-8")
    with pytest.raises(MigrationFailed, match='003 \\("broken"\\)') as refused:
        migrate.migrate(connection, Progress(), [folder])
    assert "\tat " not in refused.value.text.en
    assert things(connection) == [1, 2]
    assert migrate.pending(connection, [folder]) == ["003"]


@pytest.mark.parametrize(("reason", "tries"), [("", 2), ("\n\tNeo.ClientError: of a fault", 1)])
def test_only_a_refusal_without_a_reason_is_tried_again(
    connection: Connection, folder: Path, monkeypatch: pytest.MonkeyPatch, reason: str, tries: int
) -> None:
    real, asked = migrate._tool, []

    def refusing_once(*arguments: Any, **options: Any) -> str:
        asked.append(arguments)
        if len(asked) == 1:
            raise MigrationFailed(lines=f'Could not apply migration: 002 ("data").{reason}')
        return real(*arguments, **options)

    monkeypatch.setattr(migrate, "_tool", refusing_once)
    with suppress(MigrationFailed):
        migrate.migrate(connection, Progress(), [folder])
    assert len(asked) == tries
    assert things(connection) == ([1, 2] if tries == 2 else [])


def test_a_file_changed_after_it_was_applied_is_refused_and_reported(
    connection: Connection, folder: Path
) -> None:
    migrate.migrate(connection, Progress(), [folder])
    (folder / "V002__data.cypher").write_text("CREATE (:Thing {uid: 9});\n", encoding="utf-8")
    assert any("002" in said and "changed" in said for said in migrate.faults(connection, [folder]))
    with pytest.raises(MigrationFailed, match="changed"):
        migrate.migrate(connection, Progress(), [folder])


def test_a_graph_that_is_ahead_of_the_files_is_reported(
    connection: Connection, folder: Path
) -> None:
    migrate.migrate(connection, Progress(), [folder])
    (folder / "V002__data.cypher").unlink()
    assert migrate.faults(connection, [folder])


def test_several_folders_make_one_chain(
    connection: Connection, folder: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "V003__more.cypher").write_text("CREATE (:Thing {uid: 3});\n", encoding="utf-8")
    assert migrate.migrate(connection, Progress(), [folder, more]) == ["001", "002", "003"]


def test_many_indexes_at_once(connection: Connection, tmp_path: Path) -> None:
    """While they come online, the server may answer that the schema changes too often."""
    lines = [f"CREATE INDEX many_{n} IF NOT EXISTS FOR (n:Many) ON (n.p{n});" for n in range(150)]
    (tmp_path / "V001__many.cypher").write_text("\n".join(lines), encoding="utf-8")
    assert migrate.migrate(connection, Progress(), [tmp_path]) == ["001"]
    states = ask(connection, "SHOW INDEXES YIELD state RETURN DISTINCT state")
    assert states == [{"state": "ONLINE"}]


def test_a_wrong_password_is_a_sentence(connection: Connection, folder: Path) -> None:
    wrong = connection._replace(password="not the password")
    with pytest.raises(MigrationFailed) as refused:
        migrate.migrate(wrong, Progress(), [folder])
    assert "not the password" not in refused.value.text.en
