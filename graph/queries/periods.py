"""Questions about several courts or posts at once. Each asks the ``.cypher`` file of its name."""

from __future__ import annotations

from collections.abc import Collection

from graph.queries.question import question
from graph.scope import Actor, parameters
from graph.session import Reader, Row


def courts_then(tx: Reader, actor: Actor, codes: Collection[str]) -> list[Row]:
    """The courts with these codes, their successors, and the superiors of all of them."""
    if not codes:
        return []
    return tx.run(question("courts_then").cypher(actor), codes=sorted(codes), **parameters(actor))


def posts_then(tx: Reader, actor: Actor, officers: Collection[str]) -> list[Row]:
    """The postings of these officers (uids), as far as the actor may see them."""
    if not officers:
        return []
    return tx.run(
        question("posts_then").cypher(actor), officers=sorted(officers), **parameters(actor)
    )
