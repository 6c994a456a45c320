"""The demonstration province in an empty graph: 10,000 invented cases that end today.

It goes in as a user's files would: canonical CSVs, checked and audited. Its imports carry the day
that it ends on and its cases, so that a load that was cut short goes on with the same province.
Recurrences and totals are worked out when all is there, which is quicker than with every batch;
duties are found by the sweep (``zhijian duties run``) that follows. The courts' former names go in
last: their import says that everything is there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from graph import clock, kept, tallies
from graph.errors import LoadFailed, NotEmpty
from graph.generate import generate
from graph.ingest.files import Loaded
from graph.ingest.folder import load_paths
from graph.progress import Progress
from graph.recurrence_kept import rollup as recurrence
from graph.scope import Actor
from graph.session import Graph
from graph.text import Text

CASES = 10_000
SEED = 8
ACTOR = "demo "
LAST = "court_name"
"""The file that is loaded last."""


class Begun(NamedTuple):
    """A province whose load was begun and not finished: the day on which it ends, its cases."""

    until: date
    cases: int


def begun(graph: Graph) -> Begun | None:
    """What is there in part; None where that is nothing, or all of it."""
    with graph.reading() as tx:
        row = tx.one(
            "MATCH (i:Import) WHERE i.created_by STARTS WITH $demo "
            "RETURN max(i.created_by) AS who, "
            "max(CASE WHEN i.mapping = $last AND i.state = 'done' THEN 1 ELSE 0 END) AS whole",
            demo=ACTOR, last=LAST,
        )  # fmt: skip
    if row is None or row["who"] is None or row["whole"]:
        return None
    day, _, cases = row["who"].removeprefix(ACTOR).partition(" ")
    return Begun(date.fromisoformat(day), int(cases or CASES))


def is_loaded(graph: Graph) -> bool:
    """Whether the demonstration province is in the graph, whole."""
    with graph.reading() as tx:
        row = tx.one(
            "MATCH (i:Import {mapping: $last, state: 'done'}) "
            "WHERE i.created_by STARTS WITH $demo RETURN 1 AS found LIMIT 1",
            demo=ACTOR, last=LAST,
        )  # fmt: skip
    return row is not None


def is_empty(graph: Graph) -> bool:
    """Whether nobody has put a court into the graph yet."""
    with graph.reading() as tx:
        return tx.one("MATCH (c:Court) RETURN 1 AS found LIMIT 1") is None


def load_demonstration(
    graph: Graph, progress: Progress | None = None, cases: int = CASES, seed: int = SEED
) -> bool:
    """Load the province, or what is missing of it; False where it is there already.

    Raises NotEmpty on a graph with other data, LoadFailed where a row is refused.
    """
    what = begun(graph)
    if what is None:
        if is_loaded(graph):
            return False
        if not is_empty(graph):
            raise NotEmpty
        what = Begun(clock.today(), cases)
    progress = progress or Progress()
    with tempfile.TemporaryDirectory(prefix="zhijian-demo-") as name:
        folder = Path(name)
        generate(what.cases, seed, what.until, folder, progress)
        for loaded in _load(graph, what, folder, progress):
            if loaded.refused:
                refusals = loaded.outcome.refusals if loaded.outcome else loaded.checked.refusals
                raise LoadFailed(what=Text(
                    f"{loaded.checked.sheet.file} 第{refusals[0].row}行：{refusals[0].why.zh}",
                    f"{loaded.checked.sheet.file}, row {refusals[0].row}: {refusals[0].why.en}",
                ))  # fmt: skip
    return True


def _load(graph: Graph, what: Begun, folder: Path, progress: Progress) -> Iterator[Loaded]:
    actor = replace(Actor.system("demo"), username=f"{ACTOR}{what.until} {what.cases}")
    last = folder / f"{LAST}.csv"
    first = sorted(path for path in folder.glob("*.csv") if path != last)
    with kept.nothing_kept("recurrence", "duties", "tallies", "inbox"):
        yield from load_paths(graph, actor, first, progress)
    progress.step(Text("计算复发关系和统计数", "Working out recurrences and totals"))
    recurrence.rebuild(graph, progress)
    tallies.rebuild(graph, progress)
    progress.done()
    yield from load_paths(graph, actor, [last], progress)
