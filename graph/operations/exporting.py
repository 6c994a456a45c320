"""A list taken out of the product: every row of a question, and the event that says who took it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from graph import records, scope
from graph.audit import Subject, Tag, append
from graph.model import LEVELS, Record, RecordType
from graph.records import Query
from graph.records.query import LONGEST_PAGE
from graph.scope import Actor
from graph.session import Graph, Reader, Writer

MOST_ROWS = 100_000


def rows(graph: Graph, actor: Actor, query: Query, most: int = MOST_ROWS) -> Iterator[Record]:
    """The rows of a list, from the first page on, ``most`` at the utmost.

    Each page is read in a transaction of its own, so that a long export runs into no time limit
    and holds nothing open. Raises NotAllowed.
    """
    scope.require_read(query.kind, actor)
    query = replace(query, limit=LONGEST_PAGE, after="", skip=0)
    left = most
    while left > 0:
        with graph.reading() as tx:
            page = records.find(tx, actor, query)
        yield from page.rows[:left]
        left -= len(page.rows)
        if not page.next:
            return
        query = replace(query, after=page.next)


def note(graph: Graph, actor: Actor, kind: RecordType, detail: Mapping[str, Any]) -> str:
    """Record the export in the chain of the actor's court; returns the event's number."""

    def work(tx: Writer) -> str:
        subject = Subject(kind, place=place_of(tx, actor))
        return append(tx, actor, Tag.LIST_EXPORTED, subject, detail)

    return graph.write(work)


def place_of(tx: Reader, actor: Actor) -> dict[str, str | None] | None:
    """The level keys of the actor's court."""
    if actor.court is None:
        return None
    row = tx.one(
        "MATCH (c:Court {code: $code}) RETURN c.c1 AS c1, c.c2 AS c2, c.c3 AS c3", code=actor.court
    )
    return row or dict.fromkeys(LEVELS)
