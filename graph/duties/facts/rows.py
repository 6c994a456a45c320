"""A row of facts as the engine takes it, and what questions about rows have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.duties.facts.superiors import ENGINE, KEEP_PLAN, End
from graph.queries import question
from graph.session import Reader, Row


def ask(
    tx: Reader, code: str, triggers: Sequence[Mapping[str, Any]], values: Mapping[str, Any]
) -> list[Row]:
    """The data of a rule's question."""
    statement = KEEP_PLAN + question(f"duties/{code}").cypher(ENGINE)
    return tx.run(statement, triggers=[dict(each) for each in triggers], **values)


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
