"""A small example for a first start: courts, people and cases of two cities, all of it made up.

Courts and problem codes are the texts' own facts; everything else is invented. It goes in as a
user's files would: CSV and mapping, checked and audited. The CSVs say dates as days from today
(``@-30``), so that the example is always of the last two years.
"""

from __future__ import annotations

import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

from graph import clock
from graph.errors import LoadFailed
from graph.ingest.files import MAPPINGS, load_file
from graph.progress import Progress
from graph.scope import Actor
from graph.session import Graph, Reader
from graph.text import Text

DATA = Path(__file__).parents[1] / "ingest" / "data"

FILES = {
    "courts": "example-courts",
    "problems": "example-problems",
    "problem_topics": "example-problem-topics",
    **{
        name: name
        for name in (
            "example-departments", "example-officers", "example-cases", "example-parties",
            "example-acts", "example-reviews", "example-petitions", "example-verifications",
            "example-findings", "example-feedback", "example-rectifications", "example-measures",
        )
    },
}  # fmt: skip
"""Data file → mapping, in the order in which they are loaded."""

DAY = re.compile(r"@(Y?)(-?\d+)")


def is_empty(graph: Graph) -> bool:
    """Whether the example may be loaded: there is no court, or a load of it was cut short."""
    with graph.reading() as tx:
        if tx.one("MATCH (c:Court) RETURN 1 AS found LIMIT 1") is None:
            return True
        return _begun(tx) is not None


def load_example(graph: Graph, progress: Progress | None = None) -> bool:
    """Load the example where ``is_empty``; False, and nothing done, elsewhere."""
    if not is_empty(graph):
        return False
    progress = progress or Progress()
    with graph.reading() as tx:
        today = _begun(tx) or clock.today()
    actor = Actor.system("example")
    progress.step(Text("载入示例数据", "Loading a small example"))
    with tempfile.TemporaryDirectory(prefix="zhijian-example-") as folder:
        for place, (data, mapping) in enumerate(FILES.items()):
            progress.percent(place / len(FILES), data)
            path = _dated(DATA / f"{data}.csv", Path(folder), today)
            loaded = load_file(graph, actor, path, MAPPINGS / f"{mapping}.yaml")
            if loaded.refused:
                first = loaded.checked.refusals[0]
                raise LoadFailed(what=Text(
                    f"示例 {data} 第{first.row}行：{first.why.zh}",
                    f"example {data}, row {first.row}: {first.why.en}",
                ))  # fmt: skip
    progress.done()
    return True


def _begun(tx: Reader) -> date | None:
    """The day on which a load of the example began that never came to its end."""
    row = tx.one(
        "MATCH (first:Import {mapping: $first}) "
        "WHERE NOT EXISTS { MATCH (:Import {mapping: $last, state: 'done'}) } "
        "RETURN min(first.started_at) AS at",
        first=f"{FILES['courts']}.yaml",
        last=f"{FILES['example-measures']}.yaml",
    )
    return row["at"].astimezone(clock.SHANGHAI).date() if row and row["at"] else None


def _dated(source: Path, folder: Path, today: date) -> Path:
    """A copy of the file with the days written out."""

    def written(found: re.Match[str]) -> str:
        day = today + timedelta(days=int(found[2]))
        return str(day.year) if found[1] else day.isoformat()

    made = folder / source.name
    made.write_text(DAY.sub(written, source.read_text(encoding="utf-8")), encoding="utf-8")
    return made
