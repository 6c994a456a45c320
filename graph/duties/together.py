"""Several rules' facts in one statement: a write asks a few rules about one record, and each
statement of its own would cost it a round trip.

Rules are asked together in fixed groups (by the type of record that leads to them first, a few at a
time), so that the statements there are can all be planned once. One for whatever rules a write
happens to touch, or for all rules of a type, took the server up to 20 s to plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from graph import clock
from graph.duties.facts.superiors import ENGINE, KEEP_PLAN
from graph.duties.table import RULES
from graph.queries import question
from graph.queries.question import FOLDER
from graph.session import Reader, Row

SIZE = 4
"""Rules a statement, at most."""

_PARAMETER = re.compile(r"\$(\w+)")
_ALIAS = re.compile(r"(\w+)\s*$")

Wanted = Mapping[str, tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]]
"""By rule, the triggers to ask about and the values of the question's other parameters."""


def rows(tx: Reader, wanted: Wanted) -> dict[str, list[Row]]:
    """The rows of these rules' questions, by rule. One statement for each group that has a trigger;
    none for a rule without a question."""
    found: dict[str, list[Row]] = {code: [] for code in wanted}
    for group in groups():
        if not any(wanted[code][0] for code in group if code in wanted):
            continue
        parameters: dict[str, Any] = {}
        for code in group:
            triggers, values = wanted.get(code, ((), idle(code)))
            said = {**values, "triggers": [dict(each) for each in triggers]}
            parameters |= {f"{_name(code)}_{name}": said[name] for name in named(code)}
        for row in tx.run(statement(group), **parameters):
            found[row["rule"]].append(row["row"])
    return found


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The rules with a question, in the groups in which they are asked."""
    by_type: dict[str, list[str]] = {}
    for rule in RULES.values():
        if (FOLDER / "duties" / f"{rule.code}.cypher").exists():
            by_type.setdefault(next(iter(rule.via), rule.trigger[0]), []).append(rule.code)
    return tuple(
        tuple(codes[start : start + SIZE])
        for codes in by_type.values()
        for start in range(0, len(codes), SIZE)
    )


def idle(code: str) -> dict[str, Any]:
    """Values for a rule that is asked about nothing: the server works out what rests on parameters
    alone before it looks at triggers."""
    values: dict[str, Any] = {each.name: each.default for each in RULES[code].locals_}
    return values | {"today": clock.today()}


@cache
def named(code: str) -> tuple[str, ...]:
    """The parameters of a rule's question."""
    return tuple(sorted(set(_PARAMETER.findall(question(f"duties/{code}").text))))


@cache
def statement(group: tuple[str, ...]) -> str:
    """What asks the questions of these rules: a map of each question's own row, and the rule."""
    parts = []
    for code in group:
        asked = question(f"duties/{code}").cypher(ENGINE)
        columns = ", ".join(f"{name}: {name}" for name in columns_of(asked))
        asked = _PARAMETER.sub(rf"${_name(code)}_\1", asked)
        parts.append(f"CALL () {{ {asked} }} RETURN '{code}' AS rule, {{{columns}}} AS row")
    return KEEP_PLAN + "\nUNION ALL\n".join(parts)


def columns_of(asked: str) -> list[str]:
    """What a statement returns, by the names in its last clause."""
    asked = re.sub(r"'[^']*'", "''", asked)
    depth, parts, start = 0, [], asked.rindex("\nRETURN ") + len("\nRETURN ")
    begin = start
    for at in range(start, len(asked)):
        depth += (asked[at] in "([{") - (asked[at] in ")]}")
        if asked[at] == "," and depth == 0:
            parts.append(asked[begin:at])
            begin = at + 1
    last = re.split(r"\n(?:ORDER BY|LIMIT)\b", asked[begin:])[0]
    return [found[1] for each in (*parts, last) if (found := _ALIAS.search(each))]


def _name(code: str) -> str:
    """A rule's code as the beginning of a parameter's name."""
    return code.replace("-", "_")
