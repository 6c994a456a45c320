"""zhijian load: files into the graph, as their names or a mapping say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from app.cli.output import json_option, print_json
from config import Settings
from graph.errors import ZhijianError
from graph.ingest.files import MAPPINGS, Loaded, load_file
from graph.ingest.folder import load_paths
from graph.ingest.load import as_dict
from graph.progress import Progress, TerminalProgress, both
from graph.scope import Actor
from graph.server import connect
from graph.session import Graph

SHOWN = 20
"""Refused rows printed; all of them are in the report."""


class MappingPath(click.ParamType):
    """A mapping file, or the name of one that comes with the product."""

    name = "mapping"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        given, own = Path(value), MAPPINGS / f"{value}.yaml"
        if given.is_file():
            return given
        if own.is_file():
            return own
        names = ", ".join(sorted(p.stem for p in MAPPINGS.glob("*.yaml")))
        self.fail(
            f"没有映射文件“{value}” · no mapping file “{value}”. 自带 · there are: {names}",
            param,
            ctx,
        )


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@click.option(
    "--mapping", type=MappingPath(),
    help="映射文件，或自带映射的名称；不写时文件以记录类型命名 · "
    "A mapping file, or the name of one of the product's own; without it files are named after "
    "their record type.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="只检查，不写入 · Check only, write nothing.")
@json_option
def load(paths: tuple[str, ...], mapping: Path | None, dry_run: bool, as_json: bool) -> None:
    """导入目录或 CSV、CSV.gz、Excel 文件 · Load directories, or CSV, CSV.gz or Excel files.

    有拒收行时退出状态为 1，其余行已导入 · Exit status 1 when rows were refused; the others are in.
    """
    for path in paths if mapping else ():
        if Path(path).is_dir():
            raise click.UsageError(f"--mapping 须配文件 · --mapping takes files: {path}")
    settings, progress = Settings.from_env(), TerminalProgress()
    graph = Graph(connect(settings))
    reports = settings.home / "imports"
    told, refused = [], 0
    try:
        for loaded in _loaded(graph, paths, mapping, progress, dry_run, reports):
            refused += loaded.refused
            told.append(_told(loaded))
            if not as_json:
                _print(loaded, reports)
    except KeyboardInterrupt:
        click.echo(
            "已停止；已写入的保留，再次运行同一命令即可续传。 · "
            "Stopped. What is written stays: run the same command again to go on.",
            err=True,
        )
        raise
    except ZhijianError:
        if as_json and told:
            print_json(told)
        raise
    finally:
        graph.close()
    if as_json:
        print_json(told)
    if refused:
        raise click.exceptions.Exit(1)


def _loaded(
    graph: Graph, paths: tuple[str, ...], mapping: Path | None, progress: Progress, dry_run: bool,
    reports: Path,
) -> Iterator[Loaded]:  # fmt: skip
    """File after file, as the mapping or the files' names say."""
    actor = Actor.system("load")
    if mapping is None:
        yield from load_paths(
            graph, actor, map(Path, paths), progress, dry_run=dry_run, reports=reports
        )
        return
    for path in paths:
        yield load_file(
            graph, actor, Path(path), mapping, progress, dry_run=dry_run, reports=reports
        )


def _told(loaded: Loaded) -> dict[str, Any]:
    """What was done with a file, for a program."""
    checked = loaded.checked
    refusals = loaded.outcome.refusals if loaded.outcome else checked.refusals
    return {
        "file": checked.sheet.file,
        "mapping": checked.mapping.file,
        "dry_run": loaded.outcome is None,
        "rows": checked.sheet.rows,
        "refused": loaded.refused,
        **({} if loaded.outcome is None else as_dict(loaded.outcome)),
        "to_load": {t.map.name: len(t.frame) for t in checked.tables},
        "refusals": [
            {"row": r.row, "column": r.column, "value": r.value, "zh": r.why.zh, "en": r.why.en}
            for r in refusals
        ],
        "contradictions": [
            {"zh": c.name.zh, "en": c.name.en, "groups": c.groups} for c in checked.contradictions
        ],
    }


def _print(loaded: Loaded, reports: Path) -> None:
    checked, outcome = loaded.checked, loaded.outcome
    rows = checked.sheet.rows
    click.echo(f"{checked.sheet.file}：共 {rows:,} 行，拒收 {loaded.refused:,} 行 · "
               f"{rows:,} rows, {loaded.refused:,} refused")  # fmt: skip
    if outcome is None:
        for table in checked.tables:
            click.echo(f"  {both(table.map.kind.label)} {table.map.name}: {len(table.frame):,}")
    else:
        click.echo(
            f"  批次 {outcome.number}：新增 {outcome.total('created'):,}，"
            f"修改 {outcome.total('changed'):,}，未变 {outcome.total('unchanged'):,} · "
            f"import {outcome.number}: {outcome.total('created'):,} created, "
            f"{outcome.total('changed'):,} changed, {outcome.total('unchanged'):,} unchanged"
        )
    for found in checked.contradictions:
        click.echo(f"  矛盾 · contradiction: {both(found.name)}: {found.groups:,}")
    refusals = outcome.refusals if outcome else checked.refusals
    for each in refusals[:SHOWN]:
        click.echo(
            f"  第{each.row}行 · row {each.row}, {each.column} “{each.value}”: {both(each.why)}"
        )
    if len(refusals) > SHOWN:
        click.echo(f"  … {len(refusals) - SHOWN:,}")
    if outcome and (refusals or checked.contradictions):
        click.echo(f"  报告 · report: {reports / (outcome.number + '.csv')}")
