"""Questions about saved views. Each function asks the ``.cypher`` file of its name."""

from __future__ import annotations

from graph.queries.question import question
from graph.scope import Actor, parameters
from graph.session import Reader, Row


def saved_views(tx: Reader, actor: Actor, limit: int) -> list[Row]:
    """The views in use that the actor may read, by name."""
    return _asked(tx, actor, "saved_views", limit)


def saved_folders(tx: Reader, actor: Actor, limit: int) -> list[Row]:
    """The folders in use that the actor may read, by name."""
    return _asked(tx, actor, "saved_folders", limit)


def _asked(tx: Reader, actor: Actor, name: str, limit: int) -> list[Row]:
    return tx.run(
        question(name).cypher(actor),
        me=actor.username, court=actor.court, limit=limit, **parameters(actor),
    )  # fmt: skip
