"""A generated province in a Neo4j of its own, its CSVs as polars reads them, and what was planted.

One server serves all provinces of a run, one after the other: the courts are the same real ones.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from graph.generate.build import generate
from graph.ingest.canonical import form_named
from graph.ingest.folder import load_paths
from graph.model import type_of
from graph.scope import Actor, Role, place
from graph.session import Graph

UNTIL = date(2026, 6, 30)
CASES = 300


@dataclass
class Planted:
    """A province that is loaded: its graph, its files, its truth."""

    graph: Graph
    folder: Path
    seed: int
    truth: dict[str, Any] = field(default_factory=dict)
    system: Actor = field(default_factory=lambda: Actor.system("tests"))

    @classmethod
    def load(cls, graph: Graph, folder: Path, seed: int, cases: int = CASES) -> Planted:
        """Generate and load; every row has to be taken."""
        generate(cases, seed, UNTIL, folder)
        graph.write(lambda tx: tx.run("MATCH (n) WHERE n.uid IS NOT NULL DETACH DELETE n"))
        graph.write(lambda tx: tx.run("MATCH (n:AuditHead) DETACH DELETE n"))
        for loaded in load_paths(graph, Actor.system("tests"), [folder]):
            assert loaded.refused == 0
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        return cls(graph, folder, seed, truth)

    def stories(self, *kinds: str, decoy: bool | None = None) -> list[dict[str, Any]]:
        """What was planted of these kinds (none: all)."""
        found = [s for s in self.truth["stories"] if not kinds or s["kind"] in kinds]
        return [s for s in found if decoy is None or s["decoy"] is decoy]

    def csv(self, name: str) -> pl.DataFrame:
        """A file of the province, every value as text; empty where nothing of it was made."""
        path = self.folder / f"{name}.csv"
        if path.exists():
            return pl.read_csv(path, infer_schema=False)
        return pl.DataFrame(schema=dict.fromkeys(form_named(path.name).columns, pl.String))

    def row(self, slug: str, key: str) -> dict[str, Any]:
        """The row of one record."""
        return self.csv(slug).row(by_predicate=pl.col(type_of(slug).key) == key, named=True)

    @cached_property
    def keys(self) -> dict[str, str]:
        """Business keys by uid, of everything that a story can name."""
        with self.graph.reading() as tx:
            rows = tx.run("MATCH (n) WHERE n.number IS NOT NULL RETURN n.uid AS uid, n.number AS k")
        return {row["uid"]: row["k"] for row in rows}

    def actor(self, court: str, *roles: Role, officer: str | None = None) -> Actor:
        """A user of the court; all roles unless some are named."""
        with self.graph.reading() as tx:
            at = place(tx, court)
        return Actor(f"user-{court}", f"用户{court}", frozenset(roles or Role), at.court, at.level,
                     at.tree, officer)  # fmt: skip

    def findings(self, court: str) -> Counter[tuple[str, str, str]]:
        """(problem, quarter of the act or "undated", status) → findings at the court."""
        rows = self.csv("finding").filter(pl.col("at") == court)
        return Counter(
            (problem, quarter(day), status)
            for problem, day, status in rows.select("problem", "occurred_on", "status").iter_rows()
        )


def quarter(day: str | None) -> str:
    """The quarter of an ISO date, ``2021Q4``; "undated" without one."""
    return f"{day[:4]}Q{(int(day[5:7]) + 2) // 3}" if day else "undated"
