"""What the texts fix themselves: shown with its article, and nobody can set it."""

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


BESIDE_DEADLINES: tuple[Fixed, ...] = (
    Fixed(
        "monthly-draw.share", Text("每月随机选取的比例", "Share drawn each month"),
        Text("执结案件的5%", "5 % of the concluded cases"), "B2", "monthly-draw",
    ),
    Fixed(
        "key-callback.open_for", Text("超期未结的界限", "Open for longer than"),
        Text("18个月", "18 months"), "B2", "key-callback",
    ),
    Fixed(
        "key-callback.statutory", Text("有财产可供执行案件的法定期限", "Statutory period"),
        Text("立案起6个月；非诉执行3个月；扣除、延长期间另计",
             "6 months from filing, 3 for non-litigation enforcement; extensions deducted"),
        "B2", "key-callback",
    ),
)  # fmt: skip
"""Fixed values that are no deadline."""


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
    beside = [each for each in BESIDE_DEADLINES if each.rule in rules]
    return {each.name: each for each in (*deadlines, *beside)}
