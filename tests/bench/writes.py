"""Ratio 8: what the audit costs a write."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from unittest import mock

from graph import audit, records
from graph.model import type_of
from graph.scope import Role
from graph.session import Graph
from tests.bench.ours import actor
from tests.bench.report import Measured
from tests.bench.rows import Province
from tests.bench.timing import medians, timed

WRITERS = 16
WRITES_EACH = 12
TURNS = 5
ROUNDS = 100

Write = Callable[[str], None]


def audited(graph: Graph, province: Province) -> list[Measured]:
    """One writer, then sixteen at sixteen courts, changing cases with the audit and without."""
    write, courts = _writing(graph, province)
    alone = medians(
        {
            "audited": timed(lambda: write(courts[0].pop())),
            "unaudited": timed(lambda: _unaudited(write, courts[0].pop())),
        },
        ROUNDS,
    )
    many = _throughput(write, courts)
    return [
        Measured("8", "audited ÷ unaudited write, one writer",
                 alone["audited"] / alone["unaudited"], 1.5, alone),
        Measured("8", f"throughput audited ÷ unaudited, {WRITERS} writers",
                 many["audited"] / many["unaudited"], 0.5, many, unit="/s", at_least=True),
    ]  # fmt: skip


def _writing(graph: Graph, province: Province) -> tuple[Write, list[list[str]]]:
    """What changes one case, and the cases of the busiest courts, that nobody changed yet."""
    who = actor(graph, province.nodes["Court"][0]["code"], Role.RECORD_KEEPER)
    by_court: dict[str, list[str]] = {}
    for node in province.nodes["Case"]:
        by_court.setdefault(node["c3"] or node["c2"] or node["c1"], []).append(node["uid"])

    def write(uid: str) -> None:
        records.change(graph, who, type_of("Case"), uid, 1, {"cause": "财产保全损害责任纠纷"})

    return write, sorted(by_court.values(), key=len, reverse=True)[:WRITERS]


def _throughput(write: Write, courts: list[list[str]]) -> dict[str, float]:
    """Writes a second of all writers together, with and without the audit in turn."""
    rates: dict[str, list[float]] = {"audited": [], "unaudited": []}
    writes = min(WRITES_EACH, min(map(len, courts)) // (2 * (TURNS + 1)))

    def writer(cases: list[str]) -> None:
        for _ in range(writes):
            write(cases.pop())

    with ThreadPoolExecutor(WRITERS) as pool:
        for _ in range(TURNS + 1):
            for name, values in rates.items():
                with _without_audit() if name == "unaudited" else nullcontext():
                    start = time.perf_counter()
                    list(pool.map(writer, courts))
                    values.append(WRITERS * writes / (time.perf_counter() - start))
    return {name: statistics.median(values[1:]) for name, values in rates.items()}


def _unaudited(write: Write, uid: str) -> None:
    with _without_audit():
        write(uid)


def _without_audit() -> AbstractContextManager[object]:
    return mock.patch.object(audit, "append", return_value="")
