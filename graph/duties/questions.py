"""The questions of the rules: facts, candidates, windows, and where a written record leads to.

The engine asks them as the product itself: they are unscoped, and what they answer leaves graph/
only through graph.duties.reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from graph import clock
from graph.duties.facts.superiors import KEEP_PLAN
from graph.duties.rule import Rule
from graph.duties.table import FACTS, RULES
from graph.model import type_of, types
from graph.queries import question
from graph.scope import Actor, parameters
from graph.session import Reader, Row

_PARAMETER = re.compile(r"\$(\w+)")
STAMP = "parameters"
"""The node that is stamped anew whenever a parameter or the calendar changes."""

ENGINE = Actor.system("duties")


def facts(
    tx: Reader, rule: Rule, triggers: Sequence[Mapping[str, Any]], locals_: Mapping[str, Any]
) -> list[Row]:
    """What is owed by this rule because of these triggers, as the records say it now."""
    if not triggers:
        return []
    judge = FACTS.get(rule.code)
    if judge is not None:
        return judge(tx, triggers, locals_)
    asked = KEEP_PLAN + question(f"duties/{rule.code}").cypher(ENGINE)
    return tx.run(asked, triggers=[dict(each) for each in triggers], **locals_)


COLUMNS = (
    "trigger", "period", "id", "part", "since", "base", "set_on", "owed_by", "owed_at", "done_on",
    "by", "void", "flags",
)  # fmt: skip
"""What a row of facts says, in every question."""


@dataclass(frozen=True)
class Asked:
    """What is to be known of one rule: its triggers, and the values that its question takes."""

    triggers: Sequence[Mapping[str, Any]]
    locals_: Mapping[str, Any]


def facts_of(
    tx: Reader, wanted: Mapping[str, Asked], among: frozenset[str], anchors: Sequence[str]
) -> tuple[dict[str, list[Row]], list[Row]]:
    """The facts of several rules, by code, and the stored duties with these anchors.

    One statement, and one more for each rule whose facts are judged in Python. ``among``: the
    rules that the caller may ever ask for at once; the statement is the same whichever of them it
    asks for now, so that the server plans it once.
    """
    found = {
        code: facts(tx, RULES[code], asked.triggers, asked.locals_)
        for code, asked in wanted.items()
        if code in FACTS
    }
    plain = tuple(sorted((among | set(wanted)) - set(FACTS)))
    given: dict[str, Any] = {"anchors": sorted(set(anchors))}
    for place, code in enumerate(plain):
        asked = wanted.get(code)
        given[f"triggers_{place}"] = [dict(each) for each in asked.triggers] if asked else []
        said = asked.locals_ if asked else {}
        names = [each.name for each in RULES[code].locals_]
        given |= {f"{name}_{place}": said.get(name) for name in (*names, "today")}
    rows = tx.run(_together(plain), **given)
    known = [row["row"] for row in rows if row["rule"] is None]
    for row in rows:
        if row["rule"] is not None:
            found.setdefault(row["rule"], []).append(row["row"])
    return found, known


@cache
def _together(codes: tuple[str, ...]) -> str:
    """The questions of these rules and the stored duties as one statement."""
    row = "{" + ", ".join(f"{name}: {name}" for name in COLUMNS) + "}"
    branches = [f"CALL () {{ {STORED} }} RETURN null AS rule, row"]
    for place, code in enumerate(codes):
        text = question(f"duties/{code}").cypher(ENGINE)
        own = _PARAMETER.sub(rf"$\1_{place}", text)
        branches.append(f"CALL () {{ {own} }} RETURN '{code}' AS rule, {row} AS row")
    return KEEP_PLAN + "\nUNION ALL\n".join(branches)


STORED = (
    "UNWIND $anchors AS anchor MATCH (d:Duty {anchor: anchor}) "
    "RETURN {p: properties(d), owed_by: [(d)-[:OWED_BY]->(o) | o.uid], "
    "owed_at: head([(d)-[:OWED_AT]->(a) | a.uid]), "
    "by: [(d)-[:DISCHARGED_BY]->(b) | b.uid]} AS row"
)
"""The stored duties of these anchors."""


@cache
def asking_about(label: str) -> frozenset[str]:
    """The rules to which records of a type lead, with those that replace them or are replaced."""
    codes = {rule.code for rule in RULES.values() if label in rule.via}
    for rule in RULES.values():
        if rule.code in codes or codes & set(rule.instead_of):
            codes |= {rule.code, *rule.instead_of}
    return frozenset(codes)


def warm(tx: Reader) -> None:
    """Have the server plan what every write asks, so that the first of a day doesn't wait for it:
    each statement is asked about nothing."""
    for label in types():
        led_to(tx, label, [""])
        among = asking_about(label)
        if among:
            facts_of(tx, {}, among, [])
    for code in FACTS:
        facts(tx, RULES[code], [{"uid": "", "period": None, "first": None, "last": None}], {
            **{each.name: each.default for each in RULES[code].locals_}, "today": clock.today(),
        })  # fmt: skip


def candidates(tx: Reader, rule: Rule, after: date, until: date) -> Iterator[Row]:
    """Triggers to which time may have brought something after the one day, until the other."""
    asked = question(f"duties/{rule.code}.candidates").cypher(ENGINE)
    return tx.stream(asked, after=after, until=until)


def window(tx: Reader, actor: Actor, rule: Rule, since: date, until: date, limit: int) -> list[str]:
    """The triggers in the actor's sight whose latent duty may fall due in these days."""
    asked = question(f"duties/{rule.code}.window").cypher(actor)
    rows = tx.run(asked, since=since, until=until, limit=limit, **parameters(actor))
    return [row["trigger"] for row in rows]


@dataclass
class Led:
    """Where written records lead to: by rule the triggers, each with the day of the record for a
    rule with periods; and the stamp of parameters and calendar."""

    to: dict[str, list[tuple[str, date | None]]] = field(default_factory=dict)
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
    return found


def _open(rule: Rule) -> str:
    """The unit's open duties under the rule: what is done late may be periods behind. By their
    anchors, since a court has thousands of duties in all."""
    return (
        f"MATCH (d:Duty) WHERE d.anchor STARTS WITH '{rule.code}|' + t.uid + '|' "
        "AND d.pending IS NOT NULL"
    )


def _discharged(label: str) -> str:
    """What the record discharges of a period, whichever that is: it may do so no longer."""
    return (
        f"WITH uid MATCH (n:{label} {{uid: uid}})<-[:DISCHARGED_BY]-(d:Duty)-[:ARISES_FROM]->(t) "
        "WHERE d.period IS NOT NULL "
        "RETURN d.rule_code AS rule, t.uid AS trigger, d.opened_on AS day"
    )


@cache
def _ways(label: str) -> str:
    """The statement of ``led_to``; "" where no rule asks about the type."""
    dated = type_of(label).dated
    branches = []
    for rule in RULES.values():
        own = f"date(n.{dated})" if rule.every and dated else "null"
        for pattern in rule.via.get(label, ()):
            day = rule.when.get(pattern, own)
            match = f"MATCH (n:{label} {{uid: uid}})"
            if pattern:
                match += f" MATCH {pattern.replace(f'(n:{label})', '(n)')}"
            target = "t" if pattern else "n"
            said = f"RETURN '{rule.code}' AS rule, {target}.uid AS trigger,"
            branches.append(f"WITH uid {match} {said} {day} AS day")
            if rule.every and pattern and pattern not in rule.when:
                branches.append(f"WITH uid {match} {_open(rule)} {said} d.opened_on AS day")
    if not branches:
        return ""
    branches.append(_discharged(label))
    body = " UNION ".join(branches)
    return (
        f"{KEEP_PLAN}UNWIND $uids AS uid CALL {{ {body} }} "
        "RETURN DISTINCT rule, trigger, day UNION ALL "
        "MATCH (s:Lease {name: $stamp}) RETURN null AS rule, s.stamp AS trigger, null AS day"
    )
