"""A measured ratio beside its goal, and what the machine was."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from graph.clock import now


@dataclass(frozen=True)
class Measured:
    """One ratio: its number in the design's table, what it compares, and the medians behind it."""

    number: str
    name: str
    ratio: float
    goal: float
    medians: Mapping[str, float]
    unit: str = "ms"
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    @property
    def behind(self) -> str:
        """The medians in words."""
        shown = (f"{n} {v:.4g} {self.unit}".strip() for n, v in self.medians.items())
        return ", ".join(shown)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return asdict(self) | {"met": self.met}


def machine(cases: int, nodes: int, relations: int) -> dict[str, Any]:
    """What the figures were measured on."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "measured": now().isoformat(timespec="minutes"),
        "cores": os.cpu_count(),
        "memory_gib": round(pages / 2**30),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "flask-appbuilder": version("flask-appbuilder"),
        "neo4j-driver": version("neo4j"),
        "cases": cases,
        "nodes": nodes,
        "relations": relations,
    }


def table(found: list[Measured], facts: Mapping[str, Any]) -> str:
    """The report as Markdown."""
    lines = ["| # | ratio | goal | measured | | medians |", "|---|---|---|---|---|---|"]
    for each in found:
        goal = f"{'≥' if each.at_least else '≤'} {each.goal:g}"
        verdict = "met" if each.met else "**missed**"
        cells = (each.number, each.name, goal, f"{each.ratio:.3g}", verdict, each.behind)
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", ", ".join(f"{name}: {value}" for name, value in facts.items())]
    return "\n".join(lines)
