"""The questions of the rules: facts, candidates, windows, and where a written record leads to.

The engine asks them as the product itself: they are unscoped, and what they answer leaves graph/
only through graph.duties.reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from graph.duties.rule import Rule
from graph.duties.table import FACTS, RULES
from graph.model import type_of
from graph.queries import question
from graph.scope import Actor, parameters
from graph.session import Reader, Row

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
    asked = question(f"duties/{rule.code}").cypher(ENGINE)
    return tx.run(asked, triggers=[dict(each) for each in triggers], **locals_)


def candidates(tx: Reader, rule: Rule, after: date, until: date) -> Iterator[Row]:
    """Triggers to which time may have brought something after the one day, until the other."""
    asked = question(f"duties/{rule.code}.candidates").cypher(ENGINE)
    return tx.stream(asked, after=after, until=until)


def window(tx: Reader, actor: Actor, rule: Rule, since: date, until: date, limit: int) -> list[str]:
    """The triggers in the actor's sight whose latent duty may fall due in these days."""
    asked = question(f"duties/{rule.code}.window").cypher(actor)
    rows = tx.run(asked, since=since, until=until, limit=limit, **parameters(actor))
    return [row["trigger"] for row in rows]


def led_to(tx: Reader, label: str, uids: Sequence[str]) -> dict[str, list[tuple[str, date | None]]]:
    """By rule, the triggers to which written records of a type lead, each with the day of the
    record for a rule with periods. One statement; none where no rule asks about the type."""
    statement = _ways(label)
    if not statement or not uids:
        return {}
    found: dict[str, list[tuple[str, date | None]]] = {}
    for row in tx.run(statement, uids=list(uids)):
        found.setdefault(row["rule"], []).append((row["trigger"], row["day"]))
    return found


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
            branches.append(
                f"WITH uid {match} RETURN '{rule.code}' AS rule, {target}.uid AS trigger, "
                f"{day} AS day"
            )
    if not branches:
        return ""
    body = " UNION ".join(branches)
    return f"UNWIND $uids AS uid CALL {{ {body} }} RETURN DISTINCT rule, trigger, day"
