"""A row of facts as the engine takes it, and what questions about rows have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.duties.facts.superiors import Courts, End
from graph.session import Reader, Row


@dataclass(frozen=True)
class Asked:
    """What a judgement rests on beside the rows of its rule's question: the courts, the values by
    which they were asked for, and the transaction for what only the rows tell to look up."""

    tx: Reader
    courts: Courts
    values: Mapping[str, Any]
    triggers: Sequence[Mapping[str, Any]]


Judge = Callable[[Asked, Sequence[Row]], list[Row]]
"""Rows of facts, as the engine takes them, from the rows of a rule's question."""


def row(
    found: Row,
    since: date | None,
    *,
    part: str = "",
    base: date | None = None,
    set_on: date | None = None,
    owed_by: Iterable[End],
    done_on: date | None = None,
    by: Iterable[Mapping[str, Any]] = (),
    void: str | None = None,
    flags: Iterable[str] = (),
) -> Row:
    """The facts of one duty of the trigger that ``found`` is about."""
    return {
        "trigger": found["trigger"], "period": found.get("period"), "id": found["id"],
        "part": part, "since": since, "base": base, "set_on": set_on, "owed_by": list(owed_by),
        "owed_at": None, "done_on": done_on,
        "by": [{"uid": each["uid"], "id": each["id"]} for each in by],
        "void": void, "flags": list(flags),
    }  # fmt: skip


def latest(days: Iterable[date | None]) -> date | None:
    """The last of the days that are known."""
    return max((day for day in days if day is not None), default=None)
