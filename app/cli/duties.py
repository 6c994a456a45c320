"""zhijian duties: what time alone brings."""

from __future__ import annotations

from datetime import datetime

import click

from app.cli.output import json_option, print_json
from config import Settings
from graph import clock
from graph.duties.sweep import Report, soon, sweep
from graph.operations.explore import purge
from graph.progress import Progress, TerminalProgress
from graph.server import connect
from graph.session import Graph
from graph.text import Text


@click.group()
def duties() -> None:
    """责任事项 · Duties."""


@duties.command()
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]),
    help="检视到这一天（默认今天）· Look as far as this day (default: today).",
)  # fmt: skip
@click.option(
    "--all", "everything", is_flag=True,
    help="重新检视全部事由 · Look at every event again.",
)  # fmt: skip
@click.option(
    "--changed", is_flag=True,
    help="只重判参数、节假日、法院隶属变动所涉的 · "
    "Only what a changed parameter, year of holidays or court touches.",
)  # fmt: skip
@json_option
def run(as_of: datetime | None, everything: bool, changed: bool, as_json: bool) -> None:
    """检视随时间产生的责任 · Find the duties that time alone brings.

    逾期、季末、满18个月等。可反复运行，中断后再次运行即续 · Overdue, quarter ends, 18 months.
    Run it as often as you like; after a break it goes on. Layouts of the explorer that nobody
    asked for in half a year go with it.
    """
    if changed and (as_of or everything):
        raise click.UsageError(
            "--changed 不与 --as-of、--all 并用 · --changed goes without --as-of and --all"
        )
    settings = Settings.from_env()
    clock.fix_today(settings.today)
    graph = Graph(connect(settings))
    progress = Progress() if as_json else TerminalProgress()
    try:
        progress.step(Text("检视责任", "Looking for duties"))
        day = as_of.date() if as_of else None
        report = (
            soon(graph, progress) or Report(clock.today())
            if changed
            else sweep(graph, day, everything=everything, progress=progress)
        )
        purge(graph)
    finally:
        graph.close()
    if as_json:
        print_json({"until": report.until, "rules": report.counts()})
        return
    progress.done(
        Text(
            f"已检视至{report.until}，新产生{report.opened}项",
            f"Looked as far as {report.until}; {report.opened} duties opened",
        )
    )
