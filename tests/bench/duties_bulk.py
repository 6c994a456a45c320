"""All duties of a fresh store: judged by the engine from the same events as a sweep of everything,
written in large batches, without audit and without a lease, and indexed afterwards.

Reminders are not made, they are records of the sweep's own. The totals are the caller's: they are
counted anew when all is written. A rule that was done is marked as swept, as a sweep marks it, so
that a run cut short goes on with the rules that are left.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from graph import clock, kept, schema
from graph.duties import deadlines, engine, inbox, questions, stored, sweep, sync
from graph.duties.engine import Frame, Judged, Trigger
from graph.duties.rule import Rule
from graph.duties.table import RULES
from graph.progress import Progress
from graph.session import Graph, Writer

JUDGED, WRITTEN = 2_000, 1_000
"""Triggers a reading, duties a transaction."""

AT_ONCE = 3
"""Rules at once: while the one waits for the server, the other works out what it was told."""

ON = ("Duty", "OWED_BY", "OWED_AT")
"""What is written without indexes: filling one for all at the end costs less."""

COUNTED = frozenset({"concentration", "improvement-proposal"})
"""Rules that ask the totals, which aren't there yet: the caller sweeps them when they are."""

REPORTS = "case-integrity-report"
UNREPORTED = """
MATCH (n:Case) WHERE n.concluded_on >= $since AND n.concluded_on <= $until
  AND n.type_code IN ['enforcement', 'resumed'] AND n.retired_at IS NULL
WITH n, $due[toString(n.concluded_on)] AS due
WITH n, [(n)<-[h:HANDLES]-(o:Officer) WHERE coalesce(h.from <= n.concluded_on, true)
    AND coalesce(h.to >= n.concluded_on, true) | o.uid] AS who,
  [(n)<-[:ON]-(r:IntegrityReport)-[:BY]->(o:Officer) WHERE r.retired_at IS NULL
    AND r.filed_on >= n.concluded_on AND r.filed_on <= due | o.uid] AS reported
WHERE any(uid IN who WHERE NOT uid IN reported)
RETURN n.uid AS uid ORDER BY uid
"""


def write(graph: Graph, progress: Progress) -> None:
    """Write the duties of every rule that wasn't swept yet."""
    done = swept(graph)
    sync.rules(graph)
    graph.write(questions.new_stamp)
    with graph.reading(seconds=0) as tx:
        frame = Frame.of(tx, clock.today())
    _without_indexes(graph)
    left = [rule for rule in RULES.values() if rule.code not in {*done, *COUNTED}]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for place, said in enumerate(pool.map(partial(_rule, graph, frame=frame), left)):
            progress.percent(place / len(left), said)
    _with_indexes(graph)
    graph.write(lambda tx: inbox.overdue(tx, frame.today))


def swept(graph: Graph) -> set[str]:
    """The rules that were swept already."""
    with graph.reading(seconds=0) as tx:
        rows = tx.run("MATCH (r:Rule) WHERE r.swept_to IS NOT NULL RETURN r.code AS code")
    return {row["code"] for row in rows}


def _rule(graph: Graph, rule: Rule, frame: Frame) -> str:
    """Says how many events were looked at, how many duties they made, and in what time."""
    begun = time.monotonic()
    graph.schema(
        "MATCH (d:Duty) WHERE d.rule_code = '" + rule.code + "' "
        "CALL (d) { DETACH DELETE d } IN TRANSACTIONS OF 1000 ROWS"
    )  # of a run that was cut short
    triggers, made = _triggers(graph, rule, frame), 0
    for start in range(0, len(triggers), JUDGED):
        rows = owed(graph, rule, triggers[start : start + JUDGED], frame)
        for first in range(0, len(rows), WRITTEN):
            graph.write(partial(_create, rows=rows[first : first + WRITTEN]))
        made += len(rows)
    by = sweep.judged_by(rule, frame)
    graph.write(
        lambda tx: tx.run(
            "MATCH (r:Rule {code: $code}) SET r.judged_by = $by, r.swept_to = $until",
            code=rule.code, until=frame.today, by=by,
        )
    )  # fmt: skip
    taken = time.monotonic() - begun
    return f"{rule.code}: {len(triggers):,} -> {made:,}, {taken:.0f} s"


def owed(graph: Graph, rule: Rule, triggers: list[Trigger], frame: Frame) -> list[Judged]:
    """The duties that are to be stored because of these events. Asked in a transaction that the
    driver repeats: what other rules write meanwhile may outdate what it reads."""
    wanted = engine._with_rivals({rule.code: triggers})
    said = graph.write(lambda tx: engine.all_judged(tx, wanted, frame))
    return [
        each
        for each in engine._without_replaced(rule, said)
        if not rule.latent or each.exceptional(frame.today)
    ]


def _triggers(graph: Graph, rule: Rule, frame: Frame) -> list[Trigger]:
    """The events of all time, those of rules that this one replaces or that replace it too."""
    alike = {rule.code, *rule.instead_of}
    alike |= {code for code, each in RULES.items() if rule.code in each.instead_of}
    found: set[Trigger] = set()
    if rule.code == REPORTS:
        return _unreported(graph, rule, frame)
    for code in alike:
        after = RULES[code].applies_from - timedelta(days=366)
        with graph.reading(seconds=0) as tx:
            found |= set(sweep._brought(tx, RULES[code], after, frame))
    return sorted(found, key=lambda each: each.anchor(rule))


def _unreported(graph: Graph, rule: Rule, frame: Frame) -> list[Trigger]:
    """Of the cases that were concluded, those in which somebody didn't report in time: of nearly
    all the others the engine would judge the same, and store nothing."""
    day, due = rule.applies_from, {}
    while day <= frame.today:
        amount = frame.values.amount(rule, day)
        last = deadlines.due_day(rule.due, day, None, amount, frame.calendar).on
        due[day.isoformat()], day = last, day + timedelta(days=1)
    with graph.reading(seconds=0) as tx:
        rows = tx.run(UNREPORTED, since=rule.applies_from, until=frame.today, due=due)
    return [Trigger(row["uid"]) for row in rows]


def _create(tx: Writer, rows: list[Judged]) -> None:
    with kept.nothing_kept("tallies"):
        stored.create(tx, rows)


def _indexes() -> Iterator[schema.Item]:
    for item in schema.declared().values():
        if item.on in ON and item.kind != "UNIQUE":
            yield item


def _without_indexes(graph: Graph) -> None:
    for item in _indexes():
        graph.schema(f"DROP INDEX {item.name} IF EXISTS")


def _with_indexes(graph: Graph) -> None:
    for item in _indexes():
        graph.schema(item.cypher)
    graph.schema("CALL db.awaitIndexes(1800)")
