"""What an account has to know of the graph: where its court stands, that its officer exists."""

from __future__ import annotations

from typing import NamedTuple

from graph.errors import NotFound
from graph.scope import LEVEL_KEY
from graph.session import Reader
from graph.text import Text


class Standing(NamedTuple):
    """A court's place: its code, level key, name, and the codes of the courts above it."""

    court: str
    level: str
    name: str
    c1: str
    c2: str | None
    c3: str | None


def standing(tx: Reader, code: str) -> Standing:
    """Where the court of this code stands in its tree; raises NotFound."""
    row = tx.one(
        "MATCH (c:Court {code: $code}) "
        "RETURN c.level AS level, c.name AS name, c.c1 AS c1, c.c2 AS c2, c.c3 AS c3",
        code=code,
    )
    if row is None:
        raise NotFound(type=Text("法院", "court"), key=code)
    return Standing(code, LEVEL_KEY[row["level"]], row["name"], row["c1"], row["c2"], row["c3"])


def require_officer(tx: Reader, number: str) -> None:
    """Raise NotFound unless there is an officer of this number."""
    if tx.one("MATCH (o:Officer {number: $number}) RETURN 1 AS found", number=number) is None:
        raise NotFound(type=Text("执行人员", "officer"), key=number)
