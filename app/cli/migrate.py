"""zhijian migrate: brings both stores up to this version of the product."""

from __future__ import annotations

import click

from app.cli.output import json_option, print_json
from config import Settings
from graph.progress import TerminalProgress
from graph.server import connect
from graph.session import Graph


@click.command()
@json_option
def migrate(as_json: bool) -> None:
    """迁移图数据库和用户数据库 · Migrate the graph and the SQL store."""
    from app import sql
    from app.factory import create_app
    from graph.duties import sync
    from graph.migrate import migrate as migrate_graph

    settings, progress = Settings.from_env(), TerminalProgress()
    connection = connect(settings)
    graph = Graph(connection)
    applied = {
        "graph": migrate_graph(connection, progress),
        "sql": sql.migrate(create_app(settings, graph), progress),
    }
    sync.rules(graph)
    if as_json:
        print_json(applied)
