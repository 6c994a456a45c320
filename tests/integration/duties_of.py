"""The stored duties of a graph as tests compare them."""

from __future__ import annotations

from typing import Any

from graph.duties.table import RULES
from graph.session import Graph

Known = dict[str, tuple[Any, ...]]


def standing(graph: Graph) -> Known:
    """By number, everything that a reader could tell two duties apart by. Left out are what never
    was owed in the end (void), and latent duties that were met in time: both may be stored or
    not, by what was known when."""
    with graph.reading(seconds=0) as tx:
        rows = tx.run(
            "MATCH (d:Duty) WHERE d.closure <> 'void' RETURN d.number AS number, "
            "d.rule_code AS rule, d.closure AS closure, d.opened_on AS opened, d.due_on AS due, "
            "d.closed_on AS closed, d.pending AS pending, d.provisional AS provisional, "
            "d.period AS period, d.sealed AS sealed, d.flagged AS flagged, "
            "d.c1 AS c1, d.c2 AS c2, d.c3 AS c3, d.summary AS summary, "
            "[(d)-[:OWED_BY]->(x) | x.uid] AS by, [(d)-[:OWED_AT]->(x) | x.uid] AS at, "
            "[(d)-[:DISCHARGED_BY]->(x) | x.uid] AS acts, [(d)-[:ARISES_FROM]->(x) | x.uid] AS of"
        )
    return {row["number"]: _comparable(row) for row in rows if not _in_time(row)}


def _in_time(row: dict[str, Any]) -> bool:
    met = row["closure"] == "met" and row["closed"] <= row["due"]
    return bool(RULES[row["rule"]].latent and met)


def _comparable(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        tuple(sorted(value)) if isinstance(value, list) else value for value in row.values()
    )
