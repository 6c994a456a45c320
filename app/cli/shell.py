"""A minimal Cypher prompt over the official driver, for whoever operates the product."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from app.cli.output import print_json
from graph.session import Connection, native

MOST_ROWS = 200
WIDEST = 80


def read_statements() -> Iterator[str]:
    """Statements typed or piped in: each ends with ``;``, or at the end of the input."""
    typed: list[str] = []
    if sys.stdin.isatty():
        _line_editing()
        click.echo(
            "以 ; 结束语句，Ctrl-D 退出 · End a statement with ; and leave by Ctrl-D", err=True
        )
    while True:
        try:
            line = input(("cypher> " if not typed else "      > ") if sys.stdin.isatty() else "")
        except EOFError:
            break
        typed.append(line)
        if line.rstrip().endswith(";"):
            yield "\n".join(typed).strip().rstrip(";")
            typed = []
    if rest := "\n".join(typed).strip():
        yield rest


def _line_editing() -> None:
    try:
        import readline  # noqa: F401 - importing it gives input() history and editing
    except ImportError:
        return


def run_statement(connection: Connection, statement: str, *, write: bool, as_json: bool) -> bool:
    """Run and print one statement; a refusal is printed, and False returned."""
    access = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
    login = (connection.user, connection.password)
    try:
        with (
            neo4j.GraphDatabase.driver(connection.uri, auth=login) as driver,
            driver.session(default_access_mode=access) as session,
        ):
            result = session.run(statement)
            names, rows = result.keys(), result.fetch(MOST_ROWS)
            more = result.peek() is not None
            _print(names, [[native(v) for v in row.values()] for row in rows], as_json)
            counters = result.consume().counters
    except (Neo4jError, DriverError) as error:
        click.echo(getattr(error, "message", None) or str(error), err=True)
        return False
    if more:
        click.echo(f"… 仅显示前 {MOST_ROWS} 行 · first {MOST_ROWS} rows only", err=True)
    if counters.contains_updates or counters.contains_system_updates:
        click.echo(f"已写入 · written: {counters}", err=True)
    return True


def _print(names: list[str], rows: list[list[object]], as_json: bool) -> None:
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    if names:
        click.echo("\t".join(names))
    for row in rows:
        click.echo("\t".join(_short(value) for value in row))


def _short(value: object) -> str:
    text = str(value).replace("\n", " ").replace("\t", " ")
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
