"""The table of duty rules (SPEC.md), joined from the modules beside this one.

A module says its rules in tuples of ``Rule``, and in ``FACTS`` the rules whose facts need a
judgement in Python beside their question.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from graph.duties.facts.rows import Judge
from graph.duties.rule import Rule


def _modules() -> Iterator[ModuleType]:
    for found in sorted(iter_modules(__path__), key=lambda each: each.name):
        yield import_module(f"{__name__}.{found.name}")


def _joined() -> tuple[dict[str, Rule], dict[str, Judge]]:
    """The rules and judgements of all modules; raises ValueError where a code is used twice."""
    rules: dict[str, Rule] = {}
    facts: dict[str, Judge] = {}
    for module in _modules():
        for value in vars(module).values():
            for rule in value if isinstance(value, tuple) else ():
                if isinstance(rule, Rule) and rules.setdefault(rule.code, rule) is not rule:
                    raise ValueError(f"two rules are called {rule.code}")
        facts |= getattr(module, "FACTS", {})
    unknown = {code for rule in rules.values() for code in rule.instead_of} - set(rules)
    if unknown | (set(facts) - set(rules)):
        raise ValueError(f"no rules of these codes: {sorted(unknown | (set(facts) - set(rules)))}")
    return rules, facts


RULES, FACTS = _joined()
"""Every rule by its code; judgements by rule."""
