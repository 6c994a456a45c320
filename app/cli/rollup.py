"""zhijian rollup: what is kept beside the records, worked out anew or compared.

A rebuild writes page by page and notes how far it came, so that one that was stopped goes on.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from app.cli.output import json_option, print_json
from config import Settings
from graph import tallies
from graph.progress import Progress, TerminalProgress
from graph.recurrence_kept import rollup as recurrence
from graph.server import connect
from graph.session import Graph
from graph.text import Text

SHOWN = 50
"""Differences printed; --json has them all."""


@click.command()
@click.option(
    "--verify", is_flag=True,
    help="只比对，不写入；有不符时退出状态为 1 · Compare only, write nothing; exit status 1 where "
    "anything differs.",
)  # fmt: skip
@json_option
def rollup(verify: bool, as_json: bool) -> None:
    """重新计算复发关系、整改重开和统计数 · Work out recurrence, reopening and tallies anew."""
    settings, progress = Settings.from_env(), TerminalProgress()
    graph = Graph(connect(settings))
    try:
        if verify:
            found = verified(graph, progress)
            _tell(found, as_json)
        else:
            changed = rebuilt(graph, settings.home / "rollup.json", progress)
            _say(changed, as_json)
    except KeyboardInterrupt:
        click.echo(
            "已停止；再次运行同一命令即从此处续算。 · "
            "Stopped. Run the same command again to go on from here.",
            err=True,
        )
        raise
    finally:
        graph.close()
    if verify and found:
        raise click.exceptions.Exit(1)


def verified(graph: Graph, progress: Progress) -> list[Text]:
    """Every difference between what is kept and what the records say."""
    return [*recurrence.verify(graph, progress), *tallies.verify(graph)]


def rebuilt(graph: Graph, note: Path, progress: Progress) -> int:
    """Work out everything; ``note`` says how far a stopped run came. Returns how much of
    recurrence differed."""
    begun = _begun(note)
    note.parent.mkdir(parents=True, exist_ok=True)

    def mark(part: str, after: str) -> None:
        note.write_text(json.dumps({"part": part, "after": after}), encoding="utf-8")

    changed = recurrence.rebuild(graph, progress, begun, mark)
    tallies.rebuild(graph, progress)
    note.unlink(missing_ok=True)
    return changed


def _begun(note: Path) -> tuple[str, str] | None:
    try:
        said: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    known = said.get("part") in recurrence.STEPS
    return (said["part"], said["after"]) if known else None


def _tell(found: list[Text], as_json: bool) -> None:
    if as_json:
        print_json({"differences": [{"zh": text.zh, "en": text.en} for text in found]})
        return
    for text in found[:SHOWN]:
        click.echo(f"✗ {text.zh} · {text.en}")
    if len(found) > SHOWN:
        click.echo(f"  … {len(found) - SHOWN:,}")
    if not found:
        click.echo("与重新计算的结果一致 · Equal to what the records say")


def _say(changed: int, as_json: bool) -> None:
    if as_json:
        print_json({"changed": changed})
    else:
        click.echo(f"已重新计算，更正 {changed:,} 处 · worked out anew, {changed:,} corrected")
