"""zhijian generate: the CSVs of an invented province."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from app.cli.output import json_option, print_json
from config import LEAST_CASES, Settings
from graph import clock
from graph.generate import generate as make
from graph.progress import TerminalProgress

MOST = 5_000_000


@click.command()
@click.option(
    "--cases", type=click.IntRange(LEAST_CASES, MOST), default=10_000, show_default=True,
    help="案件数 · How many cases.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=8, show_default=True,
              help="随机种子 · The seed of chance.")  # fmt: skip
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="最后一天，默认今天 · The last day; today if not given.",
)
@click.option("--out", required=True, type=click.Path(file_okay=False),
              help="写入的目录 · The folder to write to.")  # fmt: skip
@json_option
def generate(cases: int, seed: int, until: datetime | None, out: str, as_json: bool) -> None:
    """生成示范省的 CSV 文件 · Write the CSVs of an invented province.

    参数相同，文件相同 · The same for the same cases, seed and day.
    """
    clock.fix_today(Settings.from_env().today)
    folder = Path(out)
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"--out 须为空目录 · --out must be an empty folder: {out}")
    day: date = until.date() if until else clock.today()
    province = make(cases, seed, day, folder, TerminalProgress())
    rows = {name: len(frame) for name, frame in sorted(province.tables.items()) if len(frame)}
    if as_json:
        print_json({"out": str(folder), "until": day.isoformat(), "rows": rows})
        return
    for name, many in rows.items():
        click.echo(f"{name + '.csv':34}{many:>12,}")
