"""Courts that moved. Who stood above a court on a day decides who owes many a duty, so when that is
changed or corrected, the court's stored duties are judged anew: too many for the transaction of the
change, which only says so; the next sweep does it (graph/duties/sweep.py: ``soon``, within a minute
under ``make run``).

A keeper (graph/kept.py). What waits stands on a node of its own: a court, or a court above it
(``above:``), of which only what arises from itself and its departments may have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graph.duties.facts.superiors import KEEP_PLAN
from graph.kept import Announce, Changed
from graph.model import new_uid
from graph.scope import LEVEL_KEY
from graph.session import Reader, Row, Writer

WAITING = "courts moved"
ABOVE = "above"

Standing = dict[str, tuple[Any, ...]]
"""By court's uid: its level and dates, its superiors now and formerly."""


def before(tx: Reader, label: str, uids: Sequence[str]) -> Standing:
    """Where the courts that are about to change stand."""
    return _standing(tx, uids) if label == "Court" else {}


def after(
    tx: Writer, label: str, uids: Sequence[str], said: Sequence[Standing], _announce: Announce
) -> Changed:
    """Put down those that stand, or stood, elsewhere now. A court just made owes nothing yet."""
    if label == "Court":
        was = {uid: at for each in reversed(said) for uid, at in each.items()}
        now = _standing(tx, [uid for uid in uids if uid in was])
        moved = [uid for uid, at in now.items() if was[uid] != at]
        if moved:
            above = {uid for court in moved for at in (was, now) for uid in _superiors(at[court])}
            _wait(tx, moved, sorted(above))
    return Changed()


def waiting(tx: Reader) -> list[str]:
    """What waits for a sweep, as ``triggers`` and ``done`` take it."""
    row = tx.one("MATCH (l:Lease {name: $name}) RETURN l.courts AS courts", name=WAITING)
    return list(row["courts"] or ()) if row else []


def done(tx: Writer, entries: Sequence[str]) -> None:
    """These have been judged anew; what came meanwhile goes on waiting."""
    tx.run(
        "MATCH (l:Lease {name: $name}) SET l.courts = [c IN l.courts WHERE NOT c IN $done]",
        name=WAITING, done=list(entries),
    )  # fmt: skip


def stored(tx: Reader, entries: Iterable[str]) -> list[Row]:
    """The stored duties that these courts' moves may concern: rule, trigger (uid), period."""
    asked = sorted({tuple(each.split("|")[:2]) for each in entries})
    found: list[Row] = []
    for what, uid in asked:
        if what == ABOVE:
            found += tx.run(_OF_COURT, uid=uid)
            continue
        row = tx.one("MATCH (c:Court {uid: $uid}) RETURN c.level AS level, c.code AS code", uid=uid)
        if row:
            found += tx.run(_IN_AREA.format(level=LEVEL_KEY[row["level"]]), code=row["code"])
    return found


_IN_AREA = (
    "CALL () {{ MATCH (d:Duty) USING INDEX d:Duty({level}, rank, uid) "
    "WHERE d.{level} = $code AND d.rank IS NOT NULL AND d.uid IS NOT NULL RETURN d "
    "UNION MATCH (:Court {{code: $code}})<-[:UNDER*0..2]-(b:Court) "
    "MATCH (b)<-[:SHARED_WITH {{label: 'Duty'}}]-(d:Duty) RETURN d }} "
    "MATCH (d)-[:ARISES_FROM]->(t) "
    "RETURN DISTINCT d.rule_code AS rule, t.uid AS trigger, d.period AS period"
)
"""Owed in the court's area, or because of what stands there."""

_OF_COURT = (
    "MATCH (:Court {uid: $uid})-[:UNDER*0..2]->(a:Court) "
    "MATCH (a)<-[:OF|STATIONED_AT*0..1]-(t:Court|Department) "
    "MATCH (t)<-[:ARISES_FROM]-(d:Duty) "
    "RETURN DISTINCT d.rule_code AS rule, t.uid AS trigger, d.period AS period"
)
"""What a court owes for its area arises from itself, or from a department."""


def _wait(tx: Writer, moved: Sequence[str], above: Sequence[str]) -> None:
    mark = new_uid()
    entries = [f"moved|{uid}|{mark}" for uid in moved] + [f"{ABOVE}|{uid}|{mark}" for uid in above]
    tx.run(
        "MERGE (l:Lease {name: $name}) SET l.courts = coalesce(l.courts, []) + $entries",
        name=WAITING, entries=entries,
    )  # fmt: skip


def _standing(tx: Reader, uids: Sequence[str]) -> Standing:
    rows = tx.run(
        f"{KEEP_PLAN}UNWIND $uids AS uid MATCH (c:Court {{uid: uid}}) "
        "RETURN uid, c.level AS level, c.valid_from AS since, c.valid_to AS until, "
        "c.retired_at IS NOT NULL AS retired, [(c)-[:UNDER]->(u) | u.uid] AS under, "
        "[(c)-[w:WAS_UNDER]->(f) | [f.uid, toString(w.from), toString(w.to)]] AS formerly",
        uids=list(uids),
    )
    return {
        row["uid"]: (
            row["level"], row["since"], row["until"], row["retired"], tuple(sorted(row["under"])),
            tuple(sorted((tuple(each) for each in row["formerly"]), key=repr)),
        )
        for row in rows
    }  # fmt: skip


def _superiors(standing: tuple[Any, ...]) -> set[str]:
    *_own, under, formerly = standing
    return {*under, *(each[0] for each in formerly)}
