"""The questions of the rules: facts, candidates, windows, and where a written record leads to.

The engine asks them as the product itself: they are unscoped, and what they answer leaves graph/
only through graph.duties.reading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from graph.duties import together
from graph.duties.facts.rows import Asked
from graph.duties.facts.superiors import ENGINE, KEEP_PLAN, Courts
from graph.duties.periods import names_in_cypher
from graph.duties.rule import Rule
from graph.duties.table import FACTS, RULES
from graph.model import type_of, types
from graph.queries import question
from graph.queries.question import FOLDER, Fragment
from graph.scope import Actor, parameters
from graph.session import Reader, Row, Writer

_PARAMETER = re.compile(r"\$(\w+)")
STAMP = "parameters"
"""The node that is stamped anew whenever a parameter, the calendar or a court changes."""


def facts(tx: Reader, wanted: together.Wanted, courts: Courts) -> dict[str, list[Row]]:
    """What is owed by each of these rules because of these triggers, as the records say it now."""
    found = together.rows(tx, wanted)
    for code, (triggers, values) in wanted.items():
        judge = FACTS.get(code)
        if judge is not None and triggers:
            found[code] = judge(Asked(tx, courts, values, triggers), found[code])
    return found


_AS_STORED = (
    "properties(d) AS p, [(d)-[:OWED_BY]->(o) | o.uid] AS owed_by, "
    "head([(d)-[:OWED_AT]->(a) | a.uid]) AS owed_at, [(d)-[:DISCHARGED_BY]->(b) | b.uid] AS by"
)
STORED = (
    f"{KEEP_PLAN}UNWIND $anchors AS anchor MATCH (d:Duty {{anchor: anchor}}) RETURN {_AS_STORED}"
)


def stored(tx: Reader, anchors: Collection[str]) -> list[Row]:
    """The stored duties with these anchors: p (properties), owed_by, owed_at, by (uids)."""
    return tx.run(STORED, anchors=sorted(set(anchors))) if anchors else []


def stamp(tx: Reader) -> str | None:
    """The stamp of parameters, calendar and courts; None where nothing was stamped yet."""
    row = tx.one("MATCH (s:Lease {name: $name}) RETURN s.stamp AS stamp", name=STAMP)
    return row["stamp"] if row else None


def new_stamp(tx: Writer) -> None:
    """Stamp anew: what the processes keep of parameters, calendar and courts is read again."""
    tx.run("MERGE (s:Lease {name: $name}) SET s.stamp = randomUUID()", name=STAMP)


def warm(tx: Reader) -> None:
    """Have the server plan what every write asks, so that the first of a day doesn't wait for it:
    each statement is asked about nothing."""
    for label in types():
        led_to(tx, label, [""])
    stored(tx, [""])
    nothing = [{"uid": "", "period": None, "first": None, "last": None, "from": None}]
    together.rows(tx, {code: (nothing, together.idle(code)) for code in RULES})


def candidates(tx: Reader, rule: Rule, after: date, until: date) -> Iterator[Row]:
    """Triggers to which time may have brought something after the one day, until the other."""
    asked = question(f"duties/{rule.code}.candidates").cypher(ENGINE)
    return tx.stream(asked, after=after, until=until)


def window(tx: Reader, actor: Actor, rule: Rule, since: date, until: date, limit: int) -> list[str]:
    """The triggers in the actor's sight whose latent duty may fall due in these days."""
    asked = question(f"duties/{rule.code}.window").cypher(actor, first=first_key(actor))
    return _triggers(tx, actor, asked, since, until, limit)


def mine(tx: Reader, actor: Actor, rule: Rule, since: date, until: date, limit: int) -> list[str]:
    """Those of them that the actor may owe as an officer; none of a rule that asks no officer."""
    if not _asks_officers(rule.code):
        return []
    asked = question(f"duties/{rule.code}.mine").cypher(actor)
    return _triggers(tx, actor, asked, since, until, limit)


@cache
def _asks_officers(code: str) -> bool:
    return (FOLDER / "duties" / f"{code}.mine.cypher").exists()


def _triggers(
    tx: Reader, actor: Actor, asked: str, since: date, until: date, limit: int
) -> list[str]:
    rows = tx.run(asked, since=since, until=until, limit=limit, **parameters(actor))
    return [row["trigger"] for row in rows]


def first_key(actor: Actor) -> Fragment:
    """What the order of a window's events ``n`` begins with: the key that the index begins with,
    or the server reads all of them to sort them."""
    return Fragment(f"n.{actor.level}, " if actor.level else "")


@dataclass
class Led:
    """Where written records lead to: by rule the triggers, each with the day of the record for a
    rule with periods; and the stamp of parameters, calendar and courts."""

    to: dict[str, list[tuple[str, date | None]]] = field(default_factory=dict)
    known: dict[str, list[Row]] = field(default_factory=dict)
    """By anchor, the stored duties of these triggers; of a rule with periods those of the day's
    period and the one before."""
    stamp: str | None = None


def led_to(tx: Reader, label: str, uids: Sequence[str]) -> Led:
    """The triggers to which written records of a type lead. One statement; none where no rule
    asks about the type."""
    found, statement = Led(), _ways(label)
    if statement and uids:
        for row in tx.run(statement, uids=list(uids), stamp=STAMP):
            if row["rule"] is None:
                found.stamp = row["trigger"]
            else:
                found.to.setdefault(row["rule"], []).append((row["trigger"], row["day"]))
                found.known |= {anchor: [] for anchor in row["anchors"] if anchor}
                for duty in row["known"]:
                    found.known[duty["p"]["anchor"]].append(duty)
    return found


_OPEN = (
    "MATCH (d:Duty) WHERE d.anchor STARTS WITH said.rule + '|' + t.uid + '|' "
    "AND d.pending IS NOT NULL"
)
"""The unit's open duties under a rule: what is done late may be periods behind. By their anchors,
since a court has thousands of duties in all."""

_DISCHARGED = (
    "MATCH (n)<-[:DISCHARGED_BY]-(d:Duty)-[:ARISES_FROM]->(t) WHERE d.period IS NOT NULL "
    "RETURN d.rule_code AS rule, '' AS every, t.uid AS trigger, d.opened_on AS day"
)
"""What the record discharges of a period, whichever that is: it may do so no longer."""


def _branches(label: str) -> dict[str, list[Rule]]:
    """What leads from a record ``n`` of the type to triggers, ``%s`` in place of the rules: each
    once, with the rules that it leads to."""
    dated = type_of(label).dated
    found: dict[str, list[Rule]] = {}
    for rule in RULES.values():
        own = f"date(n.{dated})" if rule.every and dated else "null"
        for pattern in rule.via.get(label, ()):
            match = f"MATCH {pattern.replace(f'(n:{label})', '(n)')}" if pattern else ""
            said = f"said.rule AS rule, said.every AS every, {'t' if pattern else 'n'}.uid"
            said = f"RETURN {said} AS trigger, "
            found.setdefault(f"{match} %s {said}{rule.when.get(pattern, own)} AS day", []).append(
                rule
            )
            if rule.every and pattern and pattern not in rule.when:
                late = f"{match} %s {_OPEN} {said}d.opened_on AS day"
                found.setdefault(late, []).append(rule)
    return found


@cache
def _ways(label: str) -> str:
    """The statement of ``led_to``; "" where no rule asks about the type."""
    branches = [
        branch.replace("%s", f"UNWIND [{', '.join(map(_named, rules))}] AS said")
        for branch, rules in _branches(label).items()
    ]
    if not branches:
        return ""
    body = " UNION ".join([*branches, _DISCHARGED])
    return (
        f"{KEEP_PLAN}UNWIND $uids AS uid MATCH (n:{label} {{uid: uid}}) CALL (n) {{ {body} }} "
        "WITH DISTINCT rule, every, trigger, day "
        f"WITH rule, trigger, day, [name IN {names_in_cypher('every', 'day')} | "
        "rule + '|' + trigger + '|' + name] AS anchors "
        "WITH rule, trigger, anchors, min(day) AS day "
        "RETURN rule, trigger, day, anchors, COLLECT { UNWIND anchors AS anchor "
        f"MATCH (d:Duty {{anchor: anchor}}) WITH {_AS_STORED} "
        "RETURN {p: p, owed_by: owed_by, owed_at: owed_at, by: by} } AS known "
        "UNION ALL MATCH (s:Lease {name: $stamp}) "
        "RETURN null AS rule, s.stamp AS trigger, null AS day, [] AS anchors, [] AS known"
    )


def _named(rule: Rule) -> str:
    return f"{{rule: '{rule.code}', every: '{rule.every or ''}'}}"
