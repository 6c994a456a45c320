"""What is derived in a kept store: recurrences, totals and duties, brought up to date before
anything is measured.

``derived.json`` beside the store says by which code they were made and up to which day duties were
judged. Of a fresh store recurrences, duties (``duties_bulk``) and totals are made, in this order;
where the code is another one, recurrences and totals are made anew; where a rule's version or the
day is another one, duties are swept, by the product's own sweep, which goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from config import ROOT
from graph import clock, kept, tallies
from graph.duties.sweep import sweep
from graph.duties.table import RULES
from graph.progress import Progress
from graph.recurrence_kept import rollup
from graph.session import Graph
from graph.text import Text
from tests.bench import duties_bulk

CODE = ("graph/recurrence", "graph/recurrence_kept", "graph/tallies")
"""What recurrences and totals are made by."""


def bring_up_to_date(graph: Graph, stamp: Path, progress: Progress) -> None:
    """Bring what is derived in step with this code and this day; nothing where it is already.

    While totals have to be made anew anyway, the sweep doesn't keep them. Cut short, it is begun
    again; duties go on with the rule at which they stopped.
    """
    said: dict[str, Any] = json.loads(stamp.read_text("utf-8")) if stamp.exists() else {}
    want = _wanted()
    if said == want:
        return
    begun = stamp.with_suffix(".begun")
    if not said and not duties_bulk.swept(graph):
        begun.touch()
    anew = said.get("code") != want["code"]
    if anew:
        stamp.unlink(missing_ok=True)
        progress.step(Text("复发", "Recurrences"))
        rollup.rebuild(graph, progress)
    progress.step(Text("责任", "Duties"))
    with kept.nothing_kept("tallies") if anew else nullcontext():
        if begun.exists():
            duties_bulk.write(graph, progress)
        else:
            sweep(graph, progress=progress)
    if anew:
        tallies.rebuild(graph, progress)
    if begun.exists():
        sweep(graph, everything=True, only=duties_bulk.COUNTED, progress=progress)
    stamp.write_text(json.dumps(want, indent=1), "utf-8")
    begun.unlink(missing_ok=True)


def _wanted() -> dict[str, Any]:
    digest = hashlib.sha256()
    for folder in CODE:
        for path in sorted((ROOT / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return {
        "code": digest.hexdigest()[:16],
        "rules": {code: rule.version for code, rule in sorted(RULES.items())},
        "day": clock.today().isoformat(),
    }
