"""zhijian graph start|stop|status|shell: the local Neo4j by hand."""

from __future__ import annotations

import click

from app.cli.output import json_option, print_json
from app.cli.shell import read_statements, run_statement
from config import Settings
from graph.errors import ExternalGraph
from graph.progress import TerminalProgress, both
from graph.server import LocalServer, connect, local_server
from graph.session import Graph


@click.group()
def graph() -> None:
    """本机 Neo4j · The local Neo4j."""


@graph.command()
def start() -> None:
    """启动 · Start it, or find it running."""
    connection = _own_server().start(TerminalProgress())
    click.echo(connection.uri)


@graph.command()
def stop() -> None:
    """停止 · Stop it."""
    if not _own_server().stop(TerminalProgress()):
        click.echo("没有在运行 · It was not running")


@graph.command()
@json_option
def status(as_json: bool) -> None:
    """状态 · Its state; exit status 1 unless it answers."""
    settings = Settings.from_env()
    if settings.local_graph:
        found = local_server(settings).status()
        shown = {
            "state": str(found.state),
            "uri": found.uri,
            "pid": found.pid,
            "answers": found.answers,
            "home": found.home,
        }
        said, well = both(found.text), found.answers
    else:
        connection = connect(settings)
        Graph(connection).ping()
        shown = {"state": "external", "uri": connection.uri, "answers": True}
        said, well = "外部 Neo4j，有应答 · external Neo4j, answers", True
    if as_json:
        print_json(shown)
    else:
        click.echo(said)
        for name in ("uri", "pid", "home"):
            if shown.get(name):
                click.echo(f"  {name}: {shown[name]}")
    if not well:
        raise click.exceptions.Exit(1)


@graph.command()
@click.option("--write", is_flag=True, help="允许写入 · Allow statements that write.")
@click.option("-c", "--command", "statement", help="执行一条语句后退出 · Run one statement.")
@json_option
def shell(write: bool, statement: str | None, as_json: bool) -> None:
    """Cypher 命令行，默认只读 · A Cypher prompt, read-only by default."""
    connection = connect(Settings.from_env())
    click.echo(
        "注意：此处绕过权限和审计。 · Note: this bypasses permissions and the audit.", err=True
    )
    if statement:
        if not run_statement(connection, statement, write=write, as_json=as_json):
            raise click.exceptions.Exit(1)
        return
    for typed in read_statements():
        run_statement(connection, typed, write=write, as_json=as_json)


def _own_server() -> LocalServer:
    settings = Settings.from_env()
    if not settings.local_graph:
        raise ExternalGraph(uri=settings.neo4j_uri)
    return local_server(settings)
