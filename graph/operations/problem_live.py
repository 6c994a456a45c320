"""The catalogue of problems, and findings compared live: what tallies can't answer.

Each code counts for itself; for recurrence codes that mean the same are one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph import queries
from graph.operations.chain.recurring import Recurrences, compared
from graph.quarters import Quarter
from graph.queries import Column
from graph.recurrence import same_codes
from graph.scope import Actor
from graph.session import Reader, Row

UNDATED = "undated"
"""The column of findings whose day of the act is not known."""

MOST = 20_000
"""Findings compared for recurrence, the latest first."""


@dataclass(frozen=True)
class Problem:
    """A code of the catalogue."""

    uid: str
    code: str
    name: str
    family: str
    source: str
    topic: str
    topic_uid: str
    same_as: tuple[str, ...]


def catalogue(tx: Reader, actor: Actor) -> list[Problem]:
    """Every problem code with its topic and all codes that mean the same."""
    rows = queries.problem_catalogue(tx, actor)
    same = same_codes([row["code"], *row["same_as"]] for row in rows)
    return [
        Problem(
            row["uid"], row["code"], row["name"], row["family"] or "", row["source"] or "",
            row["topic"] or "", row["topic_uid"] or "",
            tuple(sorted(same[row["code"]] - {row["code"]})),
        )
        for row in rows
    ]  # fmt: skip


def groups(rows: list[Row]) -> dict[tuple[str, str], tuple[list[Row], Recurrences]]:
    """Facts of findings by court and problem, codes that mean the same together under the first
    of them, each with its recurrences."""
    together: dict[tuple[str, str], list[Row]] = defaultdict(list)
    same = same_codes([row["problem"], *row["f"]["same_as"]] for row in rows)
    for row in rows:
        together[row["court"], min(same[row["problem"]])].append(row)
    return {place: (facts, compared(facts)) for place, facts in together.items()}


def meaning(known: list[Problem], codes: list[str]) -> list[str]:
    """These codes and those that mean the same: a finding of one recurs after one of another."""
    same = {code for each in known if each.code in codes for code in each.same_as}
    return [each.code for each in known if each.code in codes or each.code in same]


def deepest(
    rows: list[Row], column: Column, since: Quarter | None, until: Quarter | None
) -> tuple[dict[tuple[str, str], int], bool]:
    """By code and column (a quarter as ``20214``), the greatest depth of the findings in which the
    problem recurs; and whether there were too many to compare all. What is compared reaches
    further than what is counted: what was fed back before the period, through another channel, by
    another code."""
    known = groups(rows[:MOST])
    more = len(rows) > MOST or any(recurring.more for _, recurring in known.values())
    made: dict[tuple[str, str], int] = {}
    for facts, recurring in known.values():
        for row in facts:
            depth = recurring.depths.get(row["f"]["uid"])
            if depth is not None and _counted(row, since, until):
                cell = (str(row["problem"]), _place(column, row))
                made[cell] = max(depth, made.get(cell, 0))
    return made, more


def _counted(row: Row, since: Quarter | None, until: Quarter | None) -> bool:
    """Whether the finding is of the channel and the period."""
    day = row["f"]["occurred_on"]
    early = bool(day and since and day < since.first)
    late = bool(day and until and day > until.last)
    return bool(row["counted"]) and not early and not late


def _place(by: Column, row: Row) -> str:
    day = row["f"]["occurred_on"]
    if day is None:
        return UNDATED
    if by is Column.COURT:
        return str(row["court"])
    of = Quarter.of(day)
    return f"{of.year}{of.number}"
