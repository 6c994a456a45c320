"""Suggestions while typing: ÷ the raw query to the indexes, and at 500,000 cases ÷ at 50,000.

``python -m tests.bench.search [--small N] [--large N] [--folder DIR]``: the two kept stores
(tests/bench/store_bulk.py), both running, asked in turn for the same words by a supervisor of the
high court and by one of a basic court. What is timed is the whole answer of ``/search/suggest``,
through Flask; the raw query asks the same indexes for the same words by the driver alone, without
scope, reasons or courts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import quote

from graph.model import RecordType, types
from graph.progress import Progress, TerminalProgress
from graph.records.words import lucene
from graph.schema import words_index, words_of
from graph.scope import Role
from graph.session import Graph
from tests.bench import ours, report, store_bulk
from tests.bench.ours import Ours
from tests.bench.report import Measured
from tests.bench.timing import milliseconds, p95

WORDS = (
    "王", "鲁", "李娜", "民间借贷", "执行", "拖延", "有限公司", "评估", "济南中院", "历下法院",
    "省院", "1号", "12", "（2024）鲁0102执1号", "2023鲁01执", "XF-2021-00", "FX-鲁0102",
    "案件:借款合同", "officer:王", "没有这个词",
)  # fmt: skip
"""One and more characters, rare and in every record, names, numbers, courts; one is not there."""

ROUNDS = 8
PROVINCE = 10_000
SHOWN = 30
RATIO, GROWTH = 3.0, 1.3
COURTS = ("鲁", "鲁0102")


def raw(graph: Graph, words: str) -> Callable[[], None]:
    """The words asked of every index by the driver alone."""
    kinds = [kind for kind in types().values() if words_of(kind) and not kind.confidential]
    asks = [
        {"index": words_index(kind), "words": asked}
        for kind in kinds
        if (asked := lucene(kind, _bare(words, kinds)))
    ]
    statement = (
        "UNWIND $asks AS ask "
        "CALL db.index.fulltext.queryNodes(ask.index, ask.words, {limit: $shown}) "
        "YIELD node, score RETURN node.uid AS uid, score"
    )

    def work() -> None:
        with graph.driver.session(default_access_mode="READ") as session:
            list(session.run(statement, asks=asks, shown=SHOWN))

    return work


def _bare(words: str, kinds: list[RecordType]) -> str:
    """Words without a type before them."""
    head, colon, rest = words.partition(":")
    return rest if colon and head in {n for k in kinds for n in (k.label.zh, k.slug)} else words


def taken(at: Ours, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the answer and of the raw query: each word in each round after two."""
    made: dict[str, list[float]] = {"answer": [], "raw": []}
    for round_ in range(rounds + 2):
        for word in WORDS:
            works = {
                "answer": partial(at.ask, f"/search/suggest?q={quote(word)}"),
                "raw": raw(at.graph, word),
            }
            for name, work in works.items():
                time = milliseconds(work)
                if round_ >= 2:
                    made[name].append(time)
    return made


def against_raw(at: Ours, rounds: int = ROUNDS, who: str = "") -> list[Measured]:
    """The 95th percentile of the answer ÷ that of the raw query, over all words."""
    found = taken(at, rounds)
    ends = {f"{name} p95": p95(values) for name, values in found.items()}
    middles = {f"{name} p50": median(values) for name, values in found.items()}
    ratio = ends["answer p95"] / ends["raw p95"]
    name = f"search suggestion ÷ raw index query{who}"
    return [Measured("search", name, ratio, RATIO, {**ends, **middles})]


def of_a_province(progress: Progress) -> list[Measured]:
    """The same on a kept store with all types of records, ``PROVINCE`` cases: a store where most
    indexes are empty answers the raw query as no province does."""
    with (
        store_bulk.running(PROVINCE, progress) as graph,
        ours.running(graph, COURTS[0]) as mine,
    ):
        return against_raw(mine)


def growth(small: Ours, large: Ours, rounds: int, who: str) -> list[Measured]:
    """The 95th percentile at the large store ÷ at the small one, and each ÷ its raw query."""
    sizes = {"small": taken(small, rounds), "large": taken(large, rounds)}
    ends = {f"{s} {n} p95": p95(v) for s, found in sizes.items() for n, v in found.items()}
    middles = {f"{s} {n} p50": median(v) for s, found in sizes.items() for n, v in found.items()}
    behind = {**ends, **middles}
    return [
        Measured(
            "search", f"search suggestion, {who}: large ÷ small",
            ends["large answer p95"] / ends["small answer p95"], GROWTH, behind,
        ),
        *(
            Measured(
                "search", f"search suggestion ÷ raw index query, {who}, {size} store",
                ends[f"{size} answer p95"] / ends[f"{size} raw p95"], RATIO, {},
            )
            for size in sizes
        ),
    ]  # fmt: skip


def main() -> int:
    """Exit status 0 when measured, whether the goals are met or not."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("--small", type=int, default=50_000)
    parser.add_argument("--large", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, default=store_bulk.FOLDER)
    parser.add_argument("--json", action="store_true", help="for a program to read")
    asked = parser.parse_args()
    progress = TerminalProgress()
    found = []
    with (
        store_bulk.running(asked.small, progress, asked.folder) as small,
        store_bulk.running(asked.large, progress, asked.folder) as large,
    ):
        for court in COURTS:
            with ours.running(small, court) as first, ours.running(large, court) as second:
                who = f"{Role.SUPERVISOR.value} of {court}"
                found += growth(first, second, asked.rounds, who)
    facts = report.machine(asked.large, 0, 0)
    if asked.json:
        print(json.dumps({"machine": facts, "ratios": [m.as_dict() for m in found]}, indent=2))
    else:
        print(report.table(found, facts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
