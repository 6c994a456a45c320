"""Ratio 3, in part: pages of a whole province at 500,000 cases ÷ at 50,000.

``python -m tests.bench.province [--small N] [--large N] [--folder DIR]``: two stores, made once
(tests/bench/store_bulk.py), both running, asked in turn.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from statistics import median

from graph.progress import TerminalProgress
from graph.scope import Role
from tests.bench import ours, report, store_bulk
from tests.bench.ours import Ours
from tests.bench.report import Measured
from tests.bench.timing import p95, taken, timed

SMALL, LARGE = 50_000, 500_000
ROUNDS = 40
GOAL = 1.3
HIGH, MIDDLE, BASIC = "鲁", "鲁01", "鲁0102"
MAP = f"/problems/recurrence?court={HIGH}"

PAGES = {
    "heat map by quarter": MAP,
    "heat map by court": f"{MAP}&columns=court",
    "heat map by court, one channel, one status, two years":
        f"{MAP}&columns=court&channel=petitions&status=alleged&from=2023Q1&to=2024Q4",
    "page of a problem": f"/problems/M01?court={HIGH}",
    "page of the high court with all below": f"/courts/{HIGH}",
    "missing links": f"/duties/missing/?court={HIGH}",
    "missing links of an intermediate court": f"/duties/missing/?court={MIDDLE}",
    "missing links of a rule": f"/duties/missing/?court={HIGH}&rule=case-feedback",
    "list of duties": f"/duties/?court={HIGH}",
}  # fmt: skip
"""Pages as a supervisor of the high court sees them."""

WORKBENCHES = {
    "supervisor of the high court": (Role.SUPERVISOR, HIGH),
    "supervisor of an intermediate court": (Role.SUPERVISOR, MIDDLE),
    "supervisor of a basic court": (Role.SUPERVISOR, BASIC),
    "inspector of the high court": (Role.INSPECTOR, HIGH),
    "record keeper of a basic court": (Role.RECORD_KEEPER, BASIC),
    "record keeper of an intermediate court": (Role.RECORD_KEEPER, MIDDLE),
}
"""Whose workbench: each is an officer there too."""


def measured(small: Ours, large: Ours, rounds: int = ROUNDS, only: str = "") -> list[Measured]:
    """The 95th percentile of each page at the large store ÷ at the small one; beside it that of
    the statements alone, and how often they touch the store."""
    pages = {name: (small, large, address) for name, address in PAGES.items() if only in name}
    for who, (role, court) in WORKBENCHES.items():
        if only in (name := f"workbench, {who}"):
            pages[name] = (_at(small, role, court), _at(large, role, court), "/workbench/")
    return [_measured(name, *asked, rounds) for name, asked in pages.items()]


def _measured(name: str, small: Ours, large: Ours, address: str, rounds: int) -> Measured:
    statements = {at.graph: at.statements(address) for at in (small, large)}
    times = taken(
        {
            "small": timed(partial(small.ask, address)),
            "large": timed(partial(large.ask, address)),
            "small raw": timed(small.raw(statements[small.graph])),
            "large raw": timed(large.raw(statements[large.graph])),
        },
        rounds,
    )
    ends = {f"{key} p95": p95(values) for key, values in times.items()}
    middles = {f"{key} p50": median(values) for key, values in times.items()}
    hits = {
        f"{key} hits": at.hits(statements[at.graph])
        for key, at in (("small", small), ("large", large))
    }
    ratio = ends["large p95"] / ends["small p95"]
    return Measured("3", f"{name}: large ÷ small", ratio, GOAL, {**ends, **middles, **hits})


def _at(at: Ours, role: Role, court: str) -> Ours:
    """The application with a user of this role logged in who is an officer of the court: the
    first, by number, who serves there."""
    with at.graph.reading() as tx:
        row = tx.one(
            "MATCH (:Court {code: $court})<-[:OF]-(:Department)<-[s:SERVES]-(o:Officer) "
            "WHERE s.until IS NULL RETURN min(o.number) AS number",
            court=court,
        )
    return at.seen_by(ours.actor(at.graph, court, role, officer=row["number"] if row else None))


def main() -> int:
    """Exit status 0 when measured, whether the goals are met or not."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.province", description=__doc__)
    parser.add_argument("--small", type=int, default=SMALL)
    parser.add_argument("--large", type=int, default=LARGE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, default=store_bulk.FOLDER)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--json", action="store_true", help="for a program to read")
    asked = parser.parse_args()
    progress = TerminalProgress()
    with (
        store_bulk.running(asked.small, progress, asked.folder) as small,
        store_bulk.running(asked.large, progress, asked.folder) as large,
        ours.running(small, HIGH) as first,
        ours.running(large, HIGH) as second,
    ):
        found = measured(first, second, asked.rounds, asked.only)
        facts = report.machine(asked.large, *_size(second))
    if asked.json:
        print(json.dumps({"machine": facts, "ratios": [m.as_dict() for m in found]}, indent=2))
    else:
        print(report.table(found, facts))
    return 0


def _size(at: Ours) -> tuple[int, int]:
    with at.graph.reading(seconds=0) as tx:
        nodes = tx.run("MATCH (n) RETURN count(n) AS n")[0]["n"]
        relations = tx.run("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
    return nodes, relations


if __name__ == "__main__":
    sys.exit(main())
