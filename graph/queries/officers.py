"""Questions about one officer. Each function asks the ``.cypher`` file of its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from graph.audit import Tag
from graph.queries.lanes import Lane
from graph.queries.question import question
from graph.scope import Actor, Opening, parameters
from graph.session import Reader, Row

MOST_POSTS = 200


def officer_opening(tx: Reader, actor: Actor, officer: str, since: datetime) -> Row | None:
    """The actor's latest opening of this officer's (uid) file since then: number, at, detail."""
    return tx.one(
        question("officer_opening").cypher(actor),
        officer=officer,
        tag=str(Tag.FILE_OPENED),
        username=actor.username,
        since=since.isoformat(),
    )


def officer_posts(tx: Reader, actor: Actor, opening: Opening) -> list[Row]:
    """The postings of the officer whose file is open."""
    return tx.run(
        question("officer_posts").cypher(actor, opening),
        officer=opening.officer,
        limit=MOST_POSTS,
        **parameters(actor),
    )


def officer_events(
    tx: Reader,
    actor: Actor,
    opening: Opening,
    lanes: Sequence[Lane],
    limit: int,
    since: date | None = None,
    until: date | None = None,
    standing: Sequence[str] | None = None,
    only: str | None = None,
) -> list[Row]:
    """Events of these lanes, at most ``limit`` of each, newest first within a lane.

    With a period, undated events are left out. One statement, whatever the lanes.
    """
    if not lanes:
        return []
    return tx.run(
        _joined("officer_events", actor, opening, lanes),
        officer=opening.officer,
        limit=limit,
        since=since,
        until=until,
        standing=list(standing) if standing else None,
        only=only,
        **parameters(actor),
    )


def officer_counts(tx: Reader, actor: Actor, opening: Opening, lanes: Sequence[Lane]) -> list[Row]:
    """How many records each of these lanes has, by standing; empty lanes have no row."""
    if not lanes:
        return []
    return tx.run(
        _joined("officer_counts", actor, opening, lanes),
        officer=opening.officer,
        **parameters(actor),
    )


def _joined(name: str, actor: Actor, opening: Opening, lanes: Sequence[Lane]) -> str:
    """One statement a lane, as one."""
    asked = question(name)
    return "\nUNION ALL\n".join(asked.cypher(actor, opening, **lane.fragments()) for lane in lanes)
