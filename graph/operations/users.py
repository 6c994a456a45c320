"""What an account has to know of the graph: where its court stands, that its officer exists.

Who manages an account follows from its court: an administrator with a court manages the accounts
of that court and of those below it, one without a court manages all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graph.errors import CourtNeeded, CourtOutside, NotFound
from graph.scope import LEVEL_KEY, Actor
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


def manages(actor: Actor, keys: Mapping[str, str | None]) -> bool:
    """Whether an account is the actor's to manage, by the level keys (c1, c2, c3) of its court.

    All keys are None for an account of every court.
    """
    return actor.level is None or keys[actor.level] == actor.court


def require_may_give(tx: Reader, actor: Actor, code: str | None) -> None:
    """Raise unless the actor may give the court to an account; None stands for every court.

    Raises NotFound, CourtNeeded, CourtOutside. A court of another tree is as if it did not exist.
    """
    if code is None:
        if actor.level is not None:
            raise CourtNeeded()
        return
    stands = standing(tx, code)
    if actor.tree not in (None, stands.c1):
        raise NotFound(type=Text("法院", "court"), key=code)
    if not manages(actor, stands._asdict()):
        raise CourtOutside(court=stands.name)


def require_officer(tx: Reader, number: str) -> None:
    """Raise NotFound unless there is an officer of this number that wasn't merged into another:
    who has an account is who the records are about."""
    statement = (
        "MATCH (o:Officer {number: $number}) WHERE NOT (o)-[:MERGED_INTO]->() RETURN 1 AS found"
    )
    if tx.one(statement, number=number) is None:
        raise NotFound(type=Text("执行人员", "officer"), key=number)
