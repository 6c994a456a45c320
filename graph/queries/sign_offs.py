"""The question about rectifications that were signed off."""

from __future__ import annotations

from datetime import date

from graph.model import LEVELS
from graph.queries.findings import At
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row


def sign_offs(tx: Reader, actor: Actor, at: At, since: date, until: date, limit: int) -> list[Row]:
    """Rectifications closed or signed off in the period, the latest first."""
    alone = LEVELS[LEVELS.index(at.level) + 1 :][:1] if at.own else ()
    own = "".join(f" AND r.{level} IS NULL" for level in alone)
    start = Fragment(
        f"USING INDEX r:Rectification({at.level}, rank, uid) WHERE r.{at.level} = court{own}"
    )
    return tx.run(
        question("sign_offs").cypher(actor, start=start),
        court=at.court,
        since=since,
        until=until,
        limit=limit,
        **parameters(actor),
    )
