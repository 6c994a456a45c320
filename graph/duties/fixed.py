"""What the texts fix themselves: shown with its article, and nobody can set it. Read off the rules,
by which the questions go too, so that what is shown and what is asked cannot differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.duties import words
from graph.duties.parameters import DEADLINE, DUE
from graph.text import Text


@dataclass(frozen=True)
class Fixed:
    """One value of the texts: what it is called, what it says and which article says so."""

    name: str
    label: Text
    value: Text
    basis: str
    rule: str


@cache
def values() -> dict[str, Fixed]:
    """All that the texts fix, by name: the deadlines of the rules, and what is beside them."""
    from graph.duties.table import RULES as rules

    deadlines = [
        Fixed(
            f"{rule.code}.{DUE}", DEADLINE, words.whole_deadline(rule, rule.due.amount),
            rule.basis, rule.code,
        )
        for rule in rules.values() if not rule.due.local
    ]  # fmt: skip
    beside = [
        Fixed(
            f"{rule.code}.{each.name}", each.label,
            Text("{value}{unit}", "{value} {unit}").fill(
                value=each.shown(each.default), unit=each.unit
            ),
            " ".join(part for part in (rule.basis, each.source) if part), rule.code,
        )
        for rule in rules.values() for each in rule.locals_ if each.fixed
    ]  # fmt: skip
    return {each.name: each for each in (*deadlines, *beside)}
