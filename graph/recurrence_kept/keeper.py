"""Keeps recurrence and reopening in step with the records, within the transaction of the change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.recurrence_kept.judge import Differences, differences
from graph.recurrence_kept.touched import TYPES, Touched, look, look_again
from graph.session import Reader, Writer

Announce = Callable[[str, Sequence[str]], None]


def before(tx: Reader, label: str, uids: Sequence[str]) -> Touched:
    """What these records lead to before they change."""
    return look(tx, label, uids) if label in TYPES and uids else Touched()


def after(
    tx: Writer, label: str, uids: Sequence[str], before: Sequence[Touched], announce: Announce
) -> dict[str, set[str]]:
    """Bring edges and reopenings in step; returns the findings and rectifications that changed."""
    if label not in TYPES or not uids:
        return {}
    touched = look_again(tx, label, uids, before)
    if not (touched.whole or touched.alone or touched.rectifications):
        return {}
    found = differences(
        tx, touched.grounds, touched.whole, touched.alone, touched.rectifications, touched.marked
    )
    if not found:
        return {}
    changed = {"Finding": found.findings, "Rectification": found.rectifications}
    for other, more in changed.items():
        if more:
            announce(other, sorted(more))
    write(tx, found)
    return {other: more for other, more in changed.items() if more}


def write(tx: Writer, found: Differences) -> None:
    """Write the differences, and nothing else."""
    if found.no_cause:
        tx.run(
            "UNWIND $rows AS row MATCH (r:Rectification {uid: row.uid})-[e:REOPENED_BY]->(x) "
            "WHERE x.uid = row.cause DELETE e",
            rows=[{"uid": each.rectification, "cause": each.cause} for each in found.no_cause],
        )
    for label, why in (("Check", "failed_check"), ("Finding", "not_put_right")):
        rows = [
            {"uid": each.rectification, "cause": each.cause, "on": each.on}
            for each in found.cause
            if each.why == why
        ]
        if rows:
            tx.run(
                "UNWIND $rows AS row MATCH (r:Rectification {uid: row.uid}) "
                f"MATCH (x:{label} {{uid: row.cause}}) "
                "MERGE (r)-[e:REOPENED_BY]->(x) SET e.why = $why, e.on = row.on",
                rows=rows, why=why,
            )  # fmt: skip
    if found.reopened_on:
        tx.run(
            "UNWIND $rows AS row MATCH (r:Rectification {uid: row.uid}) SET r.reopened_on = row.on",
            rows=[{"uid": uid, "on": day} for uid, day in found.reopened_on.items()],
        )
    _write_edges(tx, found)


def _write_edges(tx: Writer, found: Differences) -> None:
    if found.gone:
        tx.run(
            "UNWIND $rows AS row MATCH (f:Finding {uid: row.uid})-[e:RECURS_AFTER]->(t) "
            "WHERE t.uid = row.target DELETE e",
            rows=[{"uid": finding, "target": target} for finding, target in found.gone],
        )
    for label, kind in (("Feedback", "after_feedback"), ("Rectification", "after_rectification")):
        rows = [
            {
                "uid": each.finding,
                "target": each.target,
                "p": {"kind": kind, "depth": each.depth, "personal": each.personal},
            }
            for each in found.new
            if each.kind == kind
        ]
        if rows:
            tx.run(
                "UNWIND $rows AS row MATCH (f:Finding {uid: row.uid}) "
                f"MATCH (t:{label} {{uid: row.target}}) "
                "MERGE (f)-[e:RECURS_AFTER]->(t) SET e = row.p",
                rows=rows,
            )
