"""zhijian audit: verify the chains, sign where they stand."""

from __future__ import annotations

import click

from app.cli.output import json_option, print_json
from config import Settings
from graph import audit as chains
from graph.audit import Fault
from graph.scope import Actor
from graph.server import connect
from graph.session import Graph


@click.group()
def audit() -> None:
    """审计链 · The audit chains."""


@audit.command()
@click.option(
    "--chain", "chain", multiple=True, help="只校验此链，可重复 · Only this chain; may repeat."
)
@json_option
def verify(chain: tuple[str, ...], as_json: bool) -> None:
    """逐条校验，指出各链第一处不符 · Recompute every chain and name the first bad place of each."""
    settings = Settings.from_env()
    graph = Graph(connect(settings))
    try:
        with graph.reading(seconds=0) as tx:
            read, faults = chains.verify(tx, settings.secret(), list(chain) or None)
    finally:
        graph.close()
    if as_json:
        print_json({"events": read, "faults": [_said(fault) for fault in faults]})
    else:
        _print(read, faults)
    if faults:
        raise click.exceptions.Exit(1)


@audit.command()
@json_option
def checkpoint(as_json: bool) -> None:
    """签署检查点 · Sign where every chain stands now."""
    settings = Settings.from_env()
    graph = Graph(connect(settings))
    try:
        made = chains.checkpoint(graph, Actor.system("audit checkpoint"), settings.secret())
    finally:
        graph.close()
    if as_json:
        print_json({name: made[name] for name in ("at", "by", "chains", "signature")})
    else:
        click.echo(f"已签署 {made['chains']} 条链 · {made['chains']} chains signed · {made['at']}")


def _said(fault: Fault) -> dict[str, object]:
    return {
        "chain": fault.chain,
        "place": fault.place,
        "what": {"zh": fault.what.zh, "en": fault.what.en},
    }


def _print(read: int, faults: list[Fault]) -> None:
    for fault in faults:
        click.echo(f"✗ {fault.chain} 第{fault.place}条 · place {fault.place}: {fault.what.zh}")
        click.echo(f"  {fault.what.en}")
    if not faults:
        click.echo(f"已校验 {read} 条，链条完整 · {read} events verified, every chain is whole")
