"""One call for all four steps: read, map, validate, load. ``folder.py`` does it for many files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.ingest import report
from graph.ingest.check import Checked, check
from graph.ingest.draft import draft
from graph.ingest.load import Outcome, court_dates, known, load, require_court
from graph.ingest.parse import read_mapping
from graph.ingest.read import read
from graph.progress import Progress
from graph.scope import Actor, require_write
from graph.session import Graph
from graph.text import Text

MAPPINGS = Path(__file__).parent / "mappings"


@dataclass(frozen=True)
class Loaded:
    """A file that was checked and, unless it was a dry run, loaded."""

    checked: Checked
    outcome: Outcome | None

    @property
    def refused(self) -> int:
        """Rows that are not, or would not be, in the graph."""
        refusals = self.outcome.refusals if self.outcome else self.checked.refusals
        return len({each.row for each in refusals})


def load_file(
    graph: Graph,
    actor: Actor,
    path: Path,
    mapping: Path,
    progress: Progress | None = None,
    *,
    dry_run: bool = False,
    reports: Path | None = None,
) -> Loaded:
    """Load one file as its mapping says; with ``dry_run`` only check it.

    ``reports``: the folder for the CSV of refused and contradicting rows. Raises MappingFault,
    FileUnreadable, WrongColumns, NotFound (the import's court), NotAllowed, LoadFailed.
    """
    progress = progress or Progress()
    said = read_mapping(mapping)
    for record in said.records:
        require_write(record.kind, actor)
    sheet = read(path, said, progress)
    progress.step(Text("检查每一行", "Checking every row"))
    checked = check(draft(sheet, said), known(graph, actor), court_dates(graph, actor))
    require_court(checked, graph, actor)
    progress.done()
    return finish(checked, graph, actor, progress, dry_run=dry_run, reports=reports)


def finish(
    checked: Checked,
    graph: Graph,
    actor: Actor,
    progress: Progress,
    *,
    dry_run: bool,
    reports: Path | None,
) -> Loaded:
    """Load what was checked, unless it is a dry run, and write the report of what wasn't taken."""
    if dry_run:
        return Loaded(checked, None)
    outcome = load(checked, graph, actor, progress)
    if reports is not None and (outcome.refusals or checked.contradictions):
        report.to_csv(reports / f"{outcome.number}.csv", checked, outcome)
    return Loaded(checked, outcome)
