"""Duties kept in the transaction of the change that opens or discharges them (graph/kept.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from graph.duties import engine, questions
from graph.duties.engine import Frame, Trigger
from graph.duties.periods import Period
from graph.duties.rule import Rule
from graph.duties.table import RULES
from graph.kept import Announce, Changed
from graph.session import Reader, Row, Writer

Wanted = dict[str, set[Trigger]]
"""Triggers by rule."""


def before(tx: Reader, label: str, uids: Sequence[str]) -> Wanted:
    """The triggers, by rule, that the records lead to as they are now."""
    return _wanted(tx, label, uids)[0]


def after(
    tx: Writer, label: str, uids: Sequence[str], said: Sequence[Wanted], announce: Announce
) -> Changed:
    """Keep the duties of every trigger that the records led to before, or lead to now."""
    wanted, led = _wanted(tx, label, uids)
    for earlier in said:
        for code, triggers in earlier.items():
            wanted.setdefault(code, set()).update(triggers)
    if not wanted:
        return Changed()
    kept = engine.keep(tx, wanted, Frame.stamped(tx, led.stamp), announce, led.known)
    told = {"duties": kept.said} if kept.said else {}
    if not kept.uids:
        return Changed(told)
    return Changed(told, {("tallies", "Duty"): kept.counted}, Duty=kept.altered)


def _wanted(tx: Reader, label: str, uids: Sequence[str]) -> tuple[Wanted, questions.Led]:
    """Triggers, and what was read with them."""
    led = questions.led_to(tx, label, uids)
    wanted = {code: set(_triggers(RULES[code], found)) for code, found in led.to.items()}
    if label == "Officer":
        for code, trigger in _owed_by_officers(tx, uids):
            wanted.setdefault(code, set()).add(trigger)
    if label == "Department":
        for code, trigger in _owed_of_departments(tx, uids):
            wanted.setdefault(code, set()).add(trigger)
    return wanted, led


def _owed_by_officers(tx: Reader, uids: Sequence[str]) -> Iterator[tuple[str, Trigger]]:
    """What is owed by these officers already: a corrected post or a merge changes who owes it,
    and at which department."""
    rows = tx.run(
        "UNWIND $uids AS uid MATCH (o:Officer {uid: uid})<-[:OWED_BY]-(d:Duty)-[:ARISES_FROM]->(t) "
        "RETURN DISTINCT d.rule_code AS rule, t.uid AS trigger, d.period AS period",
        uids=list(uids),
    )
    return _again(rows)


def _owed_of_departments(tx: Reader, uids: Sequence[str]) -> Iterator[tuple[str, Trigger]]:
    """What is open because these departments are there: one that ends owes it no more."""
    rows = tx.run(
        "UNWIND $uids AS uid MATCH (t:Department {uid: uid})<-[:ARISES_FROM]-(d:Duty) "
        "WHERE d.pending IS NOT NULL "
        "RETURN DISTINCT d.rule_code AS rule, t.uid AS trigger, d.period AS period",
        uids=list(uids),
    )
    return _again(rows)


def _again(rows: Iterable[Row]) -> Iterator[tuple[str, Trigger]]:
    """Stored duties as what they arise from, by rule."""
    for row in rows:
        if row["rule"] in RULES:
            period = Period.read(row["period"]) if row["period"] else None
            yield row["rule"], Trigger(row["trigger"], period)


def _triggers(rule: Rule, found: Iterable[tuple[str, date | None]]) -> Iterator[Trigger]:
    """A record's triggers; of a rule with periods the period of its day and the one before, in
    which what it discharges may have fallen due."""
    for uid, day in found:
        if rule.every is None:
            yield Trigger(uid)
        elif day is not None:
            period = Period.of(rule.every, day)
            yield from (Trigger(uid, period), Trigger(uid, period.before(rule.every)))
