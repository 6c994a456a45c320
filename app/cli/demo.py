"""zhijian demo: the demonstration province into an empty graph."""

from __future__ import annotations

import click

from config import Settings
from graph import clock
from graph.duties import sync
from graph.duties.sweep import sweep
from graph.operations.demonstration import CASES, load_demonstration
from graph.progress import TerminalProgress
from graph.server import connect
from graph.session import Graph
from graph.text import Text


@click.command()
def demo() -> None:
    """载入示范省 · Load the demonstration province.

    只在空库中载入，中断后再次运行即可续传 · Into an empty graph only; run it again after a break
    and it goes on.
    """
    settings = Settings.from_env()
    clock.fix_today(settings.today)
    graph = Graph(connect(settings))
    try:
        sync.rules(graph)
        progress = TerminalProgress()
        if load_demonstration(graph, progress, settings.demo_cases or CASES):
            progress.step(Text("检视责任", "Looking for duties"))
            sweep(graph, progress=progress)
            progress.done()
            click.echo("示范省已载入 · The demonstration province is loaded")
        else:
            click.echo("示范省此前已载入，未作改动 · The demonstration province was there already")
    finally:
        graph.close()
