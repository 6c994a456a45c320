"""What a sweep does about duties that time made overdue: it tells their courts and officers, and
reminds them (A4: 提醒), each once."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from graph import clock
from graph.duties import escalation, inbox
from graph.duties.rule import Step
from graph.duties.table import RULES
from graph.session import Graph, Reader, Writer

LOOK_BACK = timedelta(days=90)
"""What is overdue for longer when it comes to be known is reminded by nobody but people."""

BATCH = 250


def tell(graph: Graph, today: date | None = None) -> int:
    """Put what fell due lately into the inboxes, and remind of it; how many reminders were made.

    Idempotent, and in batches: who breaks it off and does it again loses nothing.
    """
    day = today or clock.today()
    graph.write(lambda tx: inbox.overdue(tx, day))
    with graph.reading(seconds=0) as tx:
        waiting = _unreminded(tx, day)
    made = 0
    for start in range(0, len(waiting), BATCH):
        made += graph.write(partial(_remind, duties=waiting[start : start + BATCH]))
    return made


def _remind(tx: Writer, duties: list[str]) -> int:
    return len(escalation.remind(tx, duties))


def _unreminded(tx: Reader, today: date) -> list[str]:
    """Open duties that fell due lately and were not reminded of, by the index of due days."""
    rows = tx.run(
        "MATCH (d:Duty) WHERE d.pending >= $since AND d.pending < $today AND d.uid IS NOT NULL "
        "AND d.rule_code IN $reminding AND d.retired_at IS NULL "
        "AND NOT EXISTS { MATCH (d)<-[:OF_DUTY]-(:Escalation {step: 'remind'}) } "
        "RETURN d.uid AS uid ORDER BY uid",
        since=today - LOOK_BACK, today=today,
        reminding=[code for code, rule in RULES.items() if Step.REMIND in rule.escalation],
    )  # fmt: skip
    return [row["uid"] for row in rows]
