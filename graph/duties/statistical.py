"""What the two statistical triggers leave open (A7 concentration, B5 widespread problem): ◇ values
that the rules ``concentration`` and ``improvement-proposal`` declare as their locals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.duties.rule import Local, Value
from graph.text import Text

CONCENTRATION, WIDESPREAD = "concentration", "improvement-proposal"

CONCENTRATION_LOCALS = (
    Local(
        "least", Text("一个法院至少的查实问题数", "Fewest established findings in a court"),
        5, Text("件", "findings"), 2, 1000,
    ),
    Local(
        "ratio", Text("为按案件量应有数的至少几倍", "Times what its cases would lead to expect"),
        2, Text("倍", "times"), 1, 100, whole=False,
    ),
    Local(
        "level", Text("检验水平（多重比较校正后）", "Level of the test, adjusted for several"),
        5, Text("%", "%"), 0.01, 20, whole=False,
    ),
    Local(
        "cases", Text("一个法院至少的办结案件数", "Fewest concluded cases of a court"),
        30, Text("件", "cases"), 1, 10000,
    ),
)  # fmt: skip

WIDESPREAD_LOCALS = (
    Local(
        "courts", Text("至少出现在几个法院", "Fewest courts in which it is found"),
        3, Text("个法院", "courts"), 2, 1000,
    ),
    Local(
        "share", Text("至少占法院的比例", "Least share of the courts"),
        10, Text("%", "%"), 0.1, 100, whole=False,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Thresholds:
    """The values in force: shares and levels between 0 and 1."""

    least: int = 5
    ratio: float = 2.0
    level: float = 0.05
    cases: int = 30
    courts: int = 3
    share: float = 0.10

    @classmethod
    def of(
        cls,
        concentration: Mapping[str, Value] | None = None,
        widespread: Mapping[str, Value] | None = None,
    ) -> Thresholds:
        """From the locals of the two rules as set; what isn't given is the default."""
        one = {each.name: each.default for each in CONCENTRATION_LOCALS} | dict(concentration or {})
        other = {each.name: each.default for each in WIDESPREAD_LOCALS} | dict(widespread or {})
        return cls(
            int(one["least"]), float(one["ratio"]), float(one["level"]) / 100, int(one["cases"]),
            int(other["courts"]), float(other["share"]) / 100,
        )  # fmt: skip
