"""``python -m tests.bench [--cases N] [--json]``: the first ratios of the design, in one run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from graph.progress import Progress, TerminalProgress
from graph.session import Graph
from graph.text import Text
from tests.bench import (
    duty_writes,
    explore,
    explorer_canvas,
    ours,
    peer,
    reads,
    report,
    rows,
    search,
    store,
    writes,
)
from tests.bench.report import Measured

CASES = 50_000
FEWEST = 5_000
"""Fewer have no deep page and no courts with a full page."""

STEPS = ("page", "peer", "depth", "scope", "search", "audit", "duties", "explore", "canvas")


def main() -> int:
    """Exit status 0 when measured, whether the goals are met or not."""
    asked = _arguments()
    progress = TerminalProgress()
    with tempfile.TemporaryDirectory(prefix="zhijian-bench-") as folder:
        progress.step(Text(f"生成 {asked.cases} 个案件", f"Making {asked.cases} cases"))
        made = rows.province(asked.cases)
        with store.started(Path(folder) / "neo4j", progress) as graph:
            progress.step(Text("写入 Neo4j", "Filling Neo4j"))
            store.fill(graph, made)
            progress.step(Text("写入 PostgreSQL", "Filling PostgreSQL"))
            with peer.running(made) as other:
                found = _measure(graph, other, made, asked.only, progress)
    facts = report.machine(asked.cases, *made.size)
    if asked.json:
        print(json.dumps({"machine": facts, "ratios": [m.as_dict() for m in found]}, indent=2))
    else:
        print(report.table(found, facts))
    return 0


def _measure(
    graph: Graph, other: peer.Peer, made: rows.Province, only: list[str], progress: Progress
) -> list[Measured]:
    with ours.running(graph, made.nodes["Court"][0]["code"]) as mine:
        steps: dict[str, Callable[[], list[Measured]]] = {
            "page": lambda: reads.page(mine, other),
            "peer": lambda: reads.against_peer(mine, other, made),
            "depth": lambda: reads.depth(mine, made),
            "scope": lambda: reads.scoped(graph, made),
            "search": lambda: search.of_a_province(progress),
            "audit": lambda: writes.audited(graph, made),
            "duties": lambda: duty_writes.opening(graph),
            "explore": lambda: explore.against_raw(graph, made.nodes["Court"][0]["code"]),
            "canvas": explorer_canvas.measured,
        }
        found: list[Measured] = []
        for name in only or STEPS:
            progress.step(Text(f"测量 {name}", f"Measuring {name}"))
            found += steps[name]()
        return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES, help=f"how many (default {CASES})")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=[], help="some ratios only")
    parser.add_argument("--json", action="store_true", help="for a program to read")
    asked = parser.parse_args()
    if asked.cases < FEWEST:
        parser.error(f"--cases {asked.cases}: at least {FEWEST} are needed")
    return asked


if __name__ == "__main__":
    sys.exit(main())
