"""The explorer: expanding 50 neighbours ÷ raw Cypher, and at 500,000 cases ÷ at 50,000.

``python -m tests.bench.explore [--small N] [--large N] [--folder DIR] [--rounds N]``: the stores of
tests/bench/province, both running, asked in turn. Raw is the one statement that somebody would
write for the same picture without any right: the newest 50 neighbours, whole, with every relation
among them and to the record.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from graph.operations.explore import Order, Wish, expand
from graph.progress import TerminalProgress
from graph.scope import Actor, Role, place
from graph.session import Graph
from tests.bench import report, store_bulk
from tests.bench.report import Measured
from tests.bench.timing import p95, taken, timed

SMALL, LARGE = 50_000, 500_000
ROUNDS = 100
MOST = 50
GOAL, GOAL_OF_SIZES = 3.0, 1.3

RAW = (
    "MATCH (n:{label} {{uid: $uid}}) MATCH {pattern} WHERE m.retired_at IS NULL "
    "WITH n, m ORDER BY m.rank DESC, m.uid DESC LIMIT 50 WITH n, collect(m) AS those "
    "UNWIND those AS m "
    "RETURN m, labels(m) AS labels, COLLECT {{ MATCH (m)-[r]-(x) WHERE x = n OR x IN those "
    "RETURN [startNode(r).uid, type(r), endNode(r).uid] }} AS lines"
)
RAW_OF_COURT = (
    "MATCH (m:Case) WHERE m.c3 = $code AND m.rank IS NOT NULL AND m.uid IS NOT NULL "
    "WITH m ORDER BY m.c3 DESC, m.rank DESC, m.uid DESC LIMIT 50 WITH collect(m) AS those "
    "MATCH (n:Court {uid: $uid}) UNWIND those AS m "
    "RETURN m, labels(m) AS labels, COLLECT { MATCH (m)-[r]-(x) WHERE x = n OR x IN those "
    "RETURN [startNode(r).uid, type(r), endNode(r).uid] } AS lines"
)


@dataclass(frozen=True)
class Sample:
    """A record with more than fifty neighbours: who expands it, how it is found, what raw is."""

    court: str
    find: str
    wish: Wish
    raw: str


def samples(top: str, basic: str) -> dict[str, Sample]:
    """Records of a province by the codes of its high court and of one basic court."""
    return {
        "a basic court's cases": Sample(
            basic,
            f"MATCH (n:Court {{code: '{basic}'}}) RETURN n.uid AS uid, n.code AS code",
            Wish(rel="ENFORCED_BY", order=Order.NEWEST),
            RAW_OF_COURT,
        ),
        "an officer's cases": Sample(
            top,
            "MATCH (n:Officer)-[:HANDLES]->(m:Case) WITH n, count(DISTINCT m) AS cases "
            "WHERE cases >= 60 RETURN n.uid AS uid, '' AS code ORDER BY cases, n.number LIMIT 1",
            Wish(rel="HANDLES", order=Order.NEWEST),
            RAW.format(label="Officer", pattern="(n)-[:HANDLES]->(m:Case)"),
        ),
        "a department with all there is": Sample(
            top,
            "MATCH (n:Department) WITH n, COUNT { (n)--(:!Duty) } AS lines WHERE lines >= 70 "
            "RETURN n.uid AS uid, '' AS code ORDER BY lines, n.number LIMIT 1",
            Wish(order=Order.NEWEST),
            RAW.format(label="Department", pattern="(n)--(m:!Duty)"),
        ),
    }


SAMPLES = samples("鲁", "鲁0102")


def against_raw(graph: Graph, top: str, rounds: int = ROUNDS) -> list[Measured]:
    """Each sample ÷ raw on the one store of a run, under this high court, where there is such a
    record."""
    with graph.reading(seconds=0) as tx:
        (busiest,) = tx.run(
            "MATCH (n:Court {c1: $top, level: 'basic'}) RETURN n.code AS code "
            "ORDER BY COUNT { (n)<-[:ENFORCED_BY]-() } DESC LIMIT 1",
            top=top,
        )
        there = {
            name: sample
            for name, sample in samples(top, busiest["code"]).items()
            if tx.one(sample.find) is not None
        }
    measured = []
    for name, sample in there.items():
        ours, raw = _works(graph, sample)
        times = taken({"ours": timed(ours), "raw": timed(raw)}, rounds)
        ends = {f"{key} p95": p95(values) for key, values in times.items()}
        ratio = ends["ours p95"] / ends["raw p95"]
        measured.append(Measured("E", f"expand {name} ÷ raw", ratio, GOAL, ends))
    return measured


def measured(small: Graph, large: Graph, rounds: int = ROUNDS) -> list[Measured]:
    """Each sample at both sizes: the 95th percentile ÷ that of raw, and large ÷ small."""
    found = []
    for name, sample in SAMPLES.items():
        works: dict[str, Callable[[], object]] = {}
        for size, graph in (("small", small), ("large", large)):
            ours, raw = _works(graph, sample)
            works |= {size: ours, f"{size} raw": raw}
        times = taken({key: timed(work) for key, work in works.items()}, rounds)
        ends = {f"{key} p95": p95(values) for key, values in times.items()}
        behind = ends | {f"{key} p50": median(values) for key, values in times.items()}
        for size in ("small", "large"):
            ratio = ends[f"{size} p95"] / ends[f"{size} raw p95"]
            found.append(Measured("E", f"expand {name}, {size} ÷ raw", ratio, GOAL, behind))
        ratio = ends["large p95"] / ends["small p95"]
        found.append(Measured("E", f"expand {name}: large ÷ small", ratio, GOAL_OF_SIZES, behind))
    return found


def _works(graph: Graph, sample: Sample) -> tuple[Callable[[], object], Callable[[], object]]:
    with graph.reading(seconds=0) as tx:
        at = place(tx, sample.court)
        row = tx.one(sample.find)
    if row is None:
        raise SystemExit(f"no such record: {sample.find}")
    actor = Actor(
        "bench", "bench", frozenset({Role.SUPERVISOR}), court=at.court, level=at.level, tree=at.tree
    )

    def ours() -> int:
        with graph.reading(seconds=0) as tx:
            return len(expand(tx, actor, row["uid"], sample.wish).answer.nodes)

    def raw() -> int:
        with graph.reading(seconds=0) as tx:
            return len(tx.run(sample.raw, uid=row["uid"], code=row["code"]))

    if ours() != MOST or raw() != MOST:
        raise SystemExit(f"not {MOST} neighbours: {ours()} and raw {raw()}")
    return ours, raw


def main() -> int:
    """Exit status 0 when measured, whether the goals are met or not."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.explore", description=__doc__)
    parser.add_argument("--small", type=int, default=SMALL)
    parser.add_argument("--large", type=int, default=LARGE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, default=store_bulk.FOLDER)
    parser.add_argument("--json", action="store_true", help="for a program to read")
    asked = parser.parse_args()
    progress = TerminalProgress()
    running = partial(store_bulk.running, progress=progress, folder=asked.folder)
    with running(asked.small) as small, running(asked.large) as large:
        found = measured(small, large, asked.rounds)
        with large.reading(seconds=0) as tx:
            nodes = tx.run("MATCH (n) RETURN count(n) AS n")[0]["n"]
            relations = tx.run("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
        facts = report.machine(asked.large, nodes, relations)
    if asked.json:
        print(json.dumps({"machine": facts, "ratios": [m.as_dict() for m in found]}, indent=2))
    else:
        print(report.table(found, facts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
