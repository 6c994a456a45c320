"""The questions that give kept totals; pages ask them through graph.tallies.reading."""

from __future__ import annotations

from collections.abc import Sequence

from graph import scope
from graph.model import type_of
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row


def within_own(actor: Actor) -> Fragment:
    """That the tally ``t`` is of a court of the actor's: nobody reads tallies raw, so there is no
    other right to them."""
    return Fragment(scope.placed(type_of("Tally"), "t", actor) or "true")


CELL = ("measure", "place", "row", "channel", "standing", "of")
"""What a tally's number is made of: the index has the number, so that nothing else is read."""


def tallies(
    tx: Reader,
    actor: Actor,
    shelves: Sequence[str],
    since: int | None = None,
    until: int | None = None,
    whole: bool = False,
) -> list[Row]:
    """Tallies of the actor's courts whose numbers begin with one of these. Raw: what is about the
    actor is still in."""
    rows = tx.run(
        question("tallies").cypher(actor, within=within_own(actor)),
        shelves=list(shelves),
        since=since,
        until=until,
        whole=whole,
        **parameters(actor),
    )
    return _with_cells(rows)


def tally_depths(
    tx: Reader,
    actor: Actor,
    shelves: Sequence[str],
    since: int | None = None,
    until: int | None = None,
    whole: bool = False,
    exact: bool = False,
) -> list[Row]:
    """How deep problems recur at the actor's courts. Raw: what is about the actor is still in."""
    rows = tx.run(
        question("tally_depths").cypher(actor, within=within_own(actor)),
        shelves=list(shelves),
        since=since,
        until=until,
        whole=whole,
        exact=exact,
        **parameters(actor),
    )
    return _with_cells(rows)


def _with_cells(rows: list[Row]) -> list[Row]:
    for row in rows:
        row.update(zip(CELL, row["number"].split("|", len(CELL) - 1), strict=True))
    return rows
